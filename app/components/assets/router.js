// Links marked data-atlas stay in the session: a plain click adds one step to the history and tells Streamlit to show
// that step, as it does for Back and Forward. (Its own st.switch_page with parameters adds two, so that Back stays on
// the page.) After a change of page the focus moves to its heading, so that keyboard and screen reader start there;
// Back and Forward also return to where the reader was. An address with a # leads to that part of the page.

import * as citing from "./citing.js";
import * as copying from "./copying.js";
import * as meanings from "./meanings.js";
import * as reading from "./reading.js";
import * as trees from "./trees.js";
import * as results from "./results.js";

const LINK = "a[data-atlas][href]";
const HEADING = "h1[data-page]";

const FRAMES = 60;

const places = new Map();
let here = location.href;
let wanted = 0;
let held = 0;
let last = null;

function isPlain(event) {
  return event.button === 0 && !event.defaultPrevented
    && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function onClick(event) {
  const link = event.target instanceof Element ? event.target.closest(LINK) : null;
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  const href = link.getAttribute("href");
  const target = new URL(href, location.href);
  if (target.hash && isHere(target)) jump(target.hash.slice(1));
  else go(href);
}

function isHere(target) {
  return target.pathname === location.pathname && target.search === location.search;
}

function go(href) {
  leave();
  history.pushState(null, "", href);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// The same page with its parameters filled in is no step of its own: Back must not lead to the page without them.
function step(href) {
  history.replaceState(null, "", href);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

function main() {
  return document.querySelector("[data-testid=stMain]");
}

function leave() {
  places.set(here, main()?.scrollTop ?? 0);
}

function onPopState(event) {
  if (event.isTrusted) leave();
  here = location.href;
  wanted = event.isTrusted ? places.get(here) ?? 0 : 0;
}

function jump(id) {
  const target = document.getElementById(id);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.setAttribute("tabindex", "-1");
  target.scrollIntoView({ behavior: isStill() ? "auto" : "smooth" });
  target.focus({ preventScroll: true });
}

function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function onGo(event) {
  go(event.detail);
}

// Streamlit puts the groups of the navigation, with links of their own, right into its list.
function mend() {
  const list = "[data-testid=stSidebarNavItems]";
  document.querySelectorAll(`${list} > div:not([role])`).forEach((group) => group.setAttribute("role", "listitem"));
  document.querySelectorAll(`${list} > div li:not([role])`).forEach((one) => one.setAttribute("role", "none"));
}

function onChange() {
  mend();
  reading.update();
  const heading = document.querySelector(HEADING);
  if (!heading || heading.dataset.page === last) return;
  const isFirst = last === null;
  last = heading.dataset.page;
  const part = location.hash.slice(1);
  if (!isFirst) {
    heading.focus({ preventScroll: true });
    here = location.href;
    const top = wanted;
    if (!part || top) hold(() => scroll(top));
  }
  if (part && !wanted) hold(() => arrive(part));
  wanted = 0;
}

// The page arrives in pieces: its place is tried again and again, until the reader does anything.
function hold(step) {
  const mine = release();
  let frames = FRAMES;
  const again = () => {
    if (mine === held && step() && frames-- > 0) requestAnimationFrame(again);
  };
  again();
}

function release() {
  held += 1;
  return held;
}

// The part may come after the heading, and what comes later may push it down.
function arrive(id) {
  const target = document.getElementById(id);
  if (target && document.activeElement !== target) jump(id);
  target?.scrollIntoView({ behavior: "auto" });
  return true;
}

function scroll(top) {
  main()?.scrollTo(0, top);
  return (main()?.scrollTop ?? top) < top - 1;
}

const observer = new MutationObserver(onChange);
const READER = ["wheel", "pointerdown", "keydown"];

// Adding a listener again changes nothing, so that this may run on every update.
export default function () {
  for (const kind of READER) document.addEventListener(kind, release, { capture: true, passive: true });
  document.addEventListener("click", onClick);
  document.addEventListener("atlas-go", onGo);
  window.addEventListener("popstate", onPopState, true);
  citing.start();
  copying.start();
  meanings.start();
  reading.start(step);
  trees.start();
  results.start();
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-page"] });
  onChange();
  document.documentElement.dataset.atlas = "ready";
  return () => {
    delete document.documentElement.dataset.atlas;
    for (const kind of READER) document.removeEventListener(kind, release, true);
    document.removeEventListener("click", onClick);
    document.removeEventListener("atlas-go", onGo);
    window.removeEventListener("popstate", onPopState, true);
    citing.stop();
    copying.stop();
    meanings.stop();
    reading.stop();
    trees.stop();
    results.stop();
    observer.disconnect();
    last = null;
  };
}
