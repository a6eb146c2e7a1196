// The reading list is kept in this browser: no account, nothing on the server. A button with data-keep names what it
// keeps, a link with data-drop what it lets go. The page of the list gets it through its address, so that the address
// can be given to others; opened without one, it is filled in with what is kept here.

const KEY = "atlas-reading";
const MOST = 100;
const NAME = /^[a-z]+:[^\s,]+$/;

let memory = [];
let turn = null;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => NAME.test(one)).slice(0, MOST) : [];
  } catch {
    return memory;
  }
}

function keep(names) {
  memory = names;
  try {
    localStorage.setItem(KEY, JSON.stringify(names));
  } catch {
    // A browser that stores nothing keeps the list until the page is left.
  }
  update();
}

function drop(names) {
  keep(kept().filter((one) => !names.includes(one)));
}

function toggle(button) {
  const names = namesOf(button);
  const before = kept();
  if (names.every((one) => before.includes(one))) {
    drop(names);
    announce("Removed from my reading list");
    return;
  }
  const all = [...new Set([...before, ...names])];
  keep(all.slice(0, MOST));
  announce(all.length > MOST ? `The reading list is full: it holds ${MOST}` : "Kept for my reading list");
}

function namesOf(button) {
  return button.dataset.keep.split(",").filter((one) => NAME.test(one));
}

function announce(words) {
  let status = document.getElementById("atlas-kept");
  if (!status) {
    status = document.createElement("p");
    status.id = "atlas-kept";
    status.setAttribute("role", "status");
    status.style.cssText = "position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)";
    document.body.append(status);
  }
  status.textContent = words;
}

function onClick(event) {
  const target = event.target instanceof Element ? event.target.closest("button[data-keep], a[data-drop]") : null;
  if (target?.matches("button")) toggle(target);
  else if (target) drop([target.dataset.drop]);
}

// What is on the page already may change nothing: every change of the page leads here again.
export function update() {
  const names = new Set(kept());
  document.querySelectorAll("button[data-keep]").forEach((button) => say(button, names));
  const page = document.querySelector("[data-reading]");
  const isBare = page?.dataset.reading === location.pathname && !new URLSearchParams(location.search).has("keep");
  if (isBare && names.size) turn?.(`${location.pathname}?${new URLSearchParams({ keep: [...names].join(",") })}`);
}

function say(button, names) {
  const words = namesOf(button).every((one) => names.has(one)) ? button.dataset.taken : button.dataset.offer;
  if (button.textContent === words) return;
  button.textContent = words;
  button.setAttribute("aria-label", `${words}: ${button.dataset.label}`);
}

function onStorage(event) {
  if (event.key === KEY) update();
}

// `show` turns to an address without a step in the history.
export function start(show) {
  turn = show;
  document.addEventListener("click", onClick, true);
  window.addEventListener("storage", onStorage);
}

export function stop() {
  turn = null;
  document.removeEventListener("click", onClick, true);
  window.removeEventListener("storage", onStorage);
}
