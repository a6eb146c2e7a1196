// A nested list .tree becomes a tree after the WAI-ARIA pattern: one Tab stop, arrow keys, Home and End, the letters a
// name begins with (one letter again goes on to the next), and * to open all beside it. The place in hand shows in the
// panel beside the tree who puts it there; in the list alone each place has a disclosure with the same.

const TREE = "ul.tree";
const ITEM = "[role=treeitem]";
const OPEN_AT_ONCE = 60;
const PAUSE = 600;

let typed = "";
let when = 0;

const moves = {
  ArrowDown: (item) => focus(beside(item, 1)),
  ArrowUp: (item) => focus(beside(item, -1)),
  Home: (item) => focus(visible(item)[0]),
  End: (item) => focus(visible(item).at(-1)),
  ArrowRight: (item) => (isOpen(item) === false ? open(item, true) : focus(group(item)?.firstElementChild)),
  ArrowLeft: (item) => (isOpen(item) ? open(item, false) : focus(above(item))),
  Enter: (item) => link(item)?.click(),
  "*": (item) => [...item.parentElement.children].forEach((one) => open(one, true)),
};

function group(item) {
  return item.querySelector(":scope > ul");
}

function above(item) {
  return item.parentElement.closest(ITEM);
}

function link(item) {
  return item.querySelector(":scope > .place > a");
}

function isOpen(item) {
  return item.hasAttribute("aria-expanded") ? item.getAttribute("aria-expanded") === "true" : null;
}

function open(item, wanted) {
  if (isOpen(item) === null) return;
  item.setAttribute("aria-expanded", String(wanted));
  group(item).hidden = !wanted;
  const held = item.querySelector(":scope > ul [tabindex='0']");
  if (!wanted && held) choose(item);
}

function visible(item) {
  const all = [...item.closest(TREE).querySelectorAll(ITEM)];
  return all.filter((one) => !one.parentElement.closest("ul[hidden]"));
}

function beside(item, step) {
  const all = visible(item);
  return all[all.indexOf(item) + step];
}

function focus(item) {
  item?.focus();
}

// The place in hand is the one Tab stop of its tree, and what the panel speaks of.
function choose(item) {
  const tree = item.closest(TREE);
  tree.querySelectorAll(`${ITEM}[tabindex='0']`).forEach((one) => {
    one.setAttribute("tabindex", "-1");
    one.setAttribute("aria-selected", "false");
  });
  item.setAttribute("tabindex", "0");
  item.setAttribute("aria-selected", "true");
  tell(item, tree.parentElement.querySelector(":scope > .panel"));
}

function tell(item, panel) {
  const grounds = item.querySelector(":scope > .grounds");
  const said = grounds ? [...grounds.cloneNode(true).children].slice(1) : [];
  panel.hidden = !said.length;
  panel.replaceChildren(...said);
}

function find(item, letter) {
  const now = Date.now();
  typed = now - when < PAUSE ? typed + letter : letter;
  when = now;
  const isOneLetter = [...typed].every((one) => one === letter);
  const begin = isOneLetter ? letter : typed;
  const all = visible(item);
  const first = all.indexOf(item) + (isOneLetter ? 1 : 0);
  const order = [...all.slice(first), ...all.slice(0, first)];
  focus(order.find((one) => link(one)?.textContent.toLowerCase().startsWith(begin)));
}

// In the capture phase, so that no shortcut of the page takes a letter that is meant for the tree.
function onKeyDown(event) {
  const item = event.target instanceof Element && event.target.matches(ITEM) ? event.target : null;
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves[event.key]) {
    typed = "";
    moves[event.key](item);
  } else if (event.key.length === 1 && (event.key !== " " || typed)) find(item, event.key.toLowerCase());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onFocusIn(event) {
  const item = event.target instanceof Element ? event.target.closest(ITEM) : null;
  if (item) choose(item);
}

function onClick(event) {
  const place = event.target instanceof Element ? event.target.closest(`${ITEM} > .place`) : null;
  if (!place || event.target.closest("a")) return;
  const item = place.parentElement;
  if (event.target === place) open(item, !isOpen(item));
  item.focus();
}

function grow(tree) {
  const items = [...tree.querySelectorAll("li")];
  tree.setAttribute("role", "tree");
  tree.querySelectorAll("ul").forEach((one) => one.setAttribute("role", "group"));
  items.forEach((item) => describe(item, items.length));
  items[0]?.setAttribute("tabindex", "0");
}

function describe(item, total) {
  const places = [...item.parentElement.children];
  const level = 1 + Number(above(item)?.getAttribute("aria-level") ?? 0);
  const values = {
    role: "treeitem", tabindex: -1, "aria-level": level, "aria-setsize": places.length, "aria-selected": false,
    "aria-posinset": places.indexOf(item) + 1,
    "aria-label": [...item.querySelector(":scope > .place").children].map((one) => one.textContent).join(", "),
  };
  Object.entries(values).forEach(([name, value]) => item.setAttribute(name, value));
  link(item)?.setAttribute("tabindex", "-1");
  if (!group(item)) return;
  item.setAttribute("aria-expanded", "true");
  if (total > OPEN_AT_ONCE && level > 1) open(item, false);
}

function onChange() {
  document.querySelectorAll(`${TREE}:not([role])`).forEach(grow);
}

const observer = new MutationObserver(onChange);

export function start() {
  document.addEventListener("keydown", onKeyDown, true);
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("click", onClick);
  observer.observe(document.body, { childList: true, subtree: true });
  onChange();
}

export function stop() {
  document.removeEventListener("keydown", onKeyDown, true);
  document.removeEventListener("focusin", onFocusIn);
  document.removeEventListener("click", onClick);
  observer.disconnect();
}
