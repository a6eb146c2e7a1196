// Draws the lines of a timeline over its marks, from the list of lineages below it: each of them is a "details" that
// names the marks it leads from and to. A line that is pointed at or focused shows what its list item holds.

const CHART = ".timeline";
const LINE = "details.lineage[data-to]";
const ARROW = ".tl-arrow";
const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
const BEND = 34;

function make(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function mark(id, origin) {
  const box = id ? document.getElementById(id)?.getBoundingClientRect() : null;
  if (!box?.width) return null;
  return { left: box.left - origin.left, right: box.right - origin.left, y: box.top + box.height / 2 - origin.top };
}

// From the right of the earlier to the left of the later; a name that is coined comes from nowhere.
function course(from, to) {
  if (!from) return `M ${to.left - BEND} ${to.y - 9} Q ${to.left - 14} ${to.y - 9} ${to.left - 5} ${to.y}`;
  const bend = Math.max(BEND, (to.left - from.right) / 2);
  return `M ${from.right} ${from.y} C ${from.right + bend} ${from.y} ${to.left - bend} ${to.y} ${to.left - 5} ${to.y}`;
}

function head(to, way) {
  const [x, y] = [to.left - 1, to.y];
  return way === "rejects" ? `M ${x - 4} ${y - 6} V ${y + 6}` : `M ${x} ${y} l -8 -4 v 8 z`;
}

function arrow(item, origin) {
  const { way, from: source, to: target } = item.dataset;
  const [from, to] = [mark(source, origin), mark(target, origin)];
  if (!to || (!from && way !== "coins")) return null;
  const path = course(from, to);
  return make("g", { class: `tl-arrow tl-arrow-${way}`, tabindex: -1, role: "button", "data-lineage": item.id,
                     "aria-label": item.querySelector("summary").textContent },
              make("path", { class: "tl-reach", d: path }), make("path", { class: "tl-path", d: path }),
              make("path", { class: "tl-head", d: head(to, way) }));
}

function draw(chart) {
  const canvas = chart.querySelector(".tl-canvas");
  const before = canvas.querySelector(".tl-lines");
  if (before?.contains(document.activeElement)) return;
  before?.remove();
  const origin = canvas.getBoundingClientRect();
  const arrows = [...document.querySelectorAll(LINE)].map((item) => arrow(item, origin)).filter(Boolean);
  chart.dataset.drawn = String(arrows.length);
  if (!arrows.length) return;
  arrows[0].setAttribute("tabindex", "0");
  canvas.append(make("svg", { class: "tl-lines", role: "group", "aria-label": `${arrows.length} lines of lineage`,
                              width: origin.width, height: origin.height }, ...arrows));
}

function choose(id) {
  for (const one of document.querySelectorAll(`${ARROW}, details.lineage`)) {
    one.classList.toggle("is-chosen", (one.dataset.lineage ?? one.id) === id);
  }
  document.querySelector(".tl-words")?.remove();
}

function label(one, item) {
  const path = one.querySelector(".tl-path");
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
  one.ownerSVGElement.append(make("text", { class: "tl-words", x, y: y - 6 }, item.querySelector(".way").textContent));
}

function tell(one) {
  const item = document.getElementById(one.dataset.lineage);
  const panel = document.getElementById("lineage-panel");
  if (!item || !panel || (one.classList.contains("is-chosen") && !panel.hidden)) return;
  choose(item.id);
  label(one, item);
  const title = document.createElement("p");
  title.className = "about";
  title.append(...item.querySelector("summary").cloneNode(true).childNodes);
  panel.replaceChildren(title, item.querySelector(".lineage-card").cloneNode(true));
  panel.hidden = false;
  panel.scrollTop = 0;
}

// The panel may lie over what was reached with the keyboard.
function uncover(one) {
  const panel = document.getElementById("lineage-panel");
  const free = panel?.hidden ? innerHeight : panel.getBoundingClientRect().top;
  const box = one.getBoundingClientRect();
  if (box.top < 0 || box.bottom > free) one.scrollIntoView({ block: "center", behavior: "auto" });
}

function hush() {
  const panel = document.getElementById("lineage-panel");
  // Who reads in the panel goes back to its line.
  if (panel?.contains(document.activeElement)) document.querySelector(`${ARROW}.is-chosen`)?.focus({ preventScroll: true });
  choose("");
  if (panel) panel.hidden = true;
}

function nearest(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

function onPoint(event) {
  const one = nearest(event, ARROW);
  const item = one ? null : nearest(event, "details.lineage");
  if (one) tell(one);
  else if (item) choose(item.id);
}

function go(one) {
  document.querySelectorAll(ARROW).forEach((other) => other.setAttribute("tabindex", other === one ? "0" : "-1"));
  one.focus({ preventScroll: true });
}

function onClick(event) {
  const one = nearest(event, ARROW);
  if (one) go(one);
}

function onKeyDown(event) {
  const one = nearest(event, ARROW);
  if (event.key === "Escape") hush();
  else if (one && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    document.getElementById("lineage-panel")?.focus();
  } else if (one && event.key in STEPS) {
    event.preventDefault();
    const all = [...document.querySelectorAll(ARROW)];
    const next = all[Math.min(Math.max(all.indexOf(one) + STEPS[event.key], 0), all.length - 1)];
    go(next);
    uncover(next);
  }
}

let asked = 0;

function later() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(() => document.querySelectorAll(CHART).forEach(draw));
}

const sizes = new ResizeObserver(later);
// The page arrives in pieces, in any order, and a new choice replaces them.
const changes = new MutationObserver(() => {
  const chart = document.querySelector(CHART);
  if (!chart || chart.querySelector(".tl-lines")) return;
  sizes.observe(chart);
  if (chart.dataset.drawn !== String(document.querySelectorAll(LINE).length)) later();
});

const LISTENERS = { pointerover: onPoint, focusin: onPoint, click: onClick, keydown: onKeyDown };

// Adding a listener again changes nothing, so that this may run on every update.
export default function () {
  for (const [name, listener] of Object.entries(LISTENERS)) document.addEventListener(name, listener);
  changes.observe(document.body, { childList: true, subtree: true });
  later();
  return () => {
    for (const [name, listener] of Object.entries(LISTENERS)) document.removeEventListener(name, listener);
    changes.disconnect();
    sizes.disconnect();
  };
}
