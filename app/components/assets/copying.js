// A button with data-copy puts that text on the clipboard and says so in its own words; with data-rich also the same
// text with its italics, and with data-caution it reminds of the warning that stands beside it. A page that is not served
// safely (plain http from another machine) has no clipboard of its own; there the older command does the same.

const BUTTON = "button[data-copy]";
const SHOWN = 2000;

async function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest(BUTTON) : null;
  if (!button || button.dataset.words) return;
  button.dataset.words = button.textContent;
  const label = button.getAttribute("aria-label");
  const isCopied = await put(button.dataset.copy, button.dataset.rich);
  const told = isCopied ? (button.hasAttribute("data-caution") ? "Copied – see the warning" : "Copied") : "Not copied";
  say(button, told, null);
  announce(told);
  setTimeout(() => {
    say(button, button.dataset.words, label);
    delete button.dataset.words;
  }, SHOWN);
}

function announce(words) {
  let status = document.getElementById("atlas-copied");
  if (!status) {
    status = document.createElement("p");
    status.id = "atlas-copied";
    status.setAttribute("role", "status");
    status.style.cssText = "position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)";
    document.body.append(status);
  }
  status.textContent = words;
}

function say(button, words, label) {
  button.textContent = words;
  if (label === null) button.removeAttribute("aria-label");
  else button.setAttribute("aria-label", label);
}

export async function put(text, rich) {
  try {
    if (rich && window.ClipboardItem) await navigator.clipboard.write([item(text, rich)]);
    else await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return putByCommand(text, rich);
  }
}

function item(text, rich) {
  const kinds = { "text/plain": text, "text/html": rich };
  return new ClipboardItem(Object.fromEntries(
    Object.entries(kinds).map(([kind, words]) => [kind, new Blob([words], { type: kind })])));
}

function putByCommand(text, rich) {
  const both = (event) => {
    event.clipboardData.setData("text/plain", text);
    if (rich) event.clipboardData.setData("text/html", rich);
    event.preventDefault();
  };
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("aria-hidden", "true");
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  document.addEventListener("copy", both, { once: true });
  const isCopied = document.execCommand("copy");
  document.removeEventListener("copy", both);
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}

export function start() {
  document.addEventListener("click", onClick);
}

export function stop() {
  document.removeEventListener("click", onClick);
}
