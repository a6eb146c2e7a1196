// What a word means shows while the pointer or the focus is on it (by style alone); Escape takes it away until the word
// is left.

const WORD = "a[data-tip]";
const GONE = "data-quiet";

function onKeyDown(event) {
  if (event.key !== "Escape") return;
  document.querySelectorAll(`${WORD}:is(:hover, :focus-visible)`).forEach((word) => word.setAttribute(GONE, ""));
}

function onLeave(event) {
  if (event.target instanceof Element) event.target.closest(`[${GONE}]`)?.removeAttribute(GONE);
}

export function start() {
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("pointerout", onLeave);
  document.addEventListener("focusout", onLeave);
}

export function stop() {
  document.removeEventListener("keydown", onKeyDown);
  document.removeEventListener("pointerout", onLeave);
  document.removeEventListener("focusout", onLeave);
}
