// A disclosure "Cite this" asks for its citations when it is opened. The style that a reader has chosen is remembered
// in this browser; every open disclosure follows it.

const KEY = "atlas-style";
const CITE = "details.cite";
const PAUSE = 250;

let chosen = "apa";
let waiting;

function remembered() {
  try {
    return localStorage.getItem(KEY) || chosen;
  } catch {
    return chosen;
  }
}

function remember(style) {
  chosen = style;
  try {
    localStorage.setItem(KEY, style);
  } catch {
    // A browser that stores nothing remembers the style until the page is left.
  }
}

async function ask(path, parameters) {
  const answer = await fetch(`${path}?${new URLSearchParams(parameters)}`);
  if (!answer.headers.get("content-type")?.startsWith("text/html")) throw new Error(answer.statusText);
  return { html: await answer.text(), isGood: answer.ok };
}

async function fill(details) {
  const box = details.querySelector("[data-cite]");
  const style = remembered();
  if (!box || box.dataset.style === style) return;
  box.dataset.style = style;
  box.setAttribute("aria-busy", "true");
  try {
    const { html, isGood } = await ask("/atlas-cite", { of: box.dataset.cite, style });
    if (box.dataset.style !== style) return;
    if (!isGood && style !== "apa") {
      // A style that is no longer there must not stay the remembered one.
      remember("apa");
      fill(details);
      return;
    }
    const hadFocus = box.contains(document.activeElement);
    box.innerHTML = html;
    if (hadFocus) box.querySelector("select")?.focus({ preventScroll: true });
  } catch {
    delete box.dataset.style;
    box.textContent = "The citation could not be fetched; close this and open it again.";
  }
  box.removeAttribute("aria-busy");
}

function choose(style) {
  remember(style);
  document.querySelectorAll(`${CITE}[open]`).forEach(fill);
}

function onToggle(event) {
  if (event.target.matches?.(CITE) && event.target.open) fill(event.target);
}

function onChange(event) {
  if (event.target.matches?.("select[data-style-choice]")) choose(event.target.value);
}

function onInput(event) {
  if (!event.target.matches?.("input[data-style-search]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => search(event.target), PAUSE);
}

async function search(input) {
  const list = input.parentElement.querySelector(".styles-found");
  const words = input.value.trim();
  const { html } = words ? await ask("/atlas-styles", { q: words }) : { html: "" };
  if (input.value.trim() === words) list.innerHTML = html;
}

function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest("button[data-style]") : null;
  if (button) choose(button.dataset.style);
}

const LISTENERS = [["toggle", onToggle], ["change", onChange], ["input", onInput], ["click", onClick]];

export function start() {
  // A toggle does not bubble; it can only be caught on its way down.
  LISTENERS.forEach(([kind, listener]) => document.addEventListener(kind, listener, true));
}

export function stop() {
  LISTENERS.forEach(([kind, listener]) => document.removeEventListener(kind, listener, true));
}
