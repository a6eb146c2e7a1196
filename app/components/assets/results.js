// The table of results: a heading sorts, a field filters, a box hides a column; arrow keys go from cell to cell, and
// Ctrl-C (or Cmd-C) copies the whole value of the cell, an address in full.

import { put } from "./copying.js";

const TABLE = "table.results";
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

const within = (target, selector) => (target instanceof Element ? target.closest(selector) : null);
const tableOf = (target) => within(target, ".answer-table")?.querySelector(TABLE);
const value = (cell) => cell?.dataset.value ?? cell?.textContent.trim() ?? "";

function onClick({ target }) {
  const button = within(target, `${TABLE} button.sort`);
  if (button) return sort(button.closest("th"));
  const cell = within(target, `${TABLE} td`);
  if (cell && !within(target, "a")) enter(cell);
}

function sort(head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = head.closest("table").tBodies[0];
  const rows = [...body.rows].sort((one, two) => compare(value(one.cells[head.cellIndex]), value(two.cells[head.cellIndex])));
  body.append(...(down ? rows.reverse() : rows));
}

function compare(one, two) {
  const [a, b] = [Number(one), Number(two)];
  if (one !== "" && two !== "" && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return one.localeCompare(two, undefined, { numeric: true });
}

function onInput({ target }) {
  if (!within(target, "[data-filter]")) return;
  const wanted = target.value.trim().toLowerCase();
  const rows = [...tableOf(target).tBodies[0].rows];
  for (const row of rows) row.hidden = wanted !== "" && ![...row.cells].some((cell) => `${cell.textContent} ${value(cell)}`.toLowerCase().includes(wanted));
  keepReachable(tableOf(target));
  const left = rows.filter((row) => !row.hidden).length;
  within(target, ".answer-table").querySelector("[data-filtered]").textContent = wanted ? `${left} of the rows shown fit` : "";
}

function onChange({ target }) {
  if (!within(target, "input[data-column]")) return;
  const at = Number(target.dataset.column);
  for (const row of tableOf(target).rows) row.cells[at].hidden = !target.checked;
  keepReachable(tableOf(target));
}

// Tab leads to one cell of the table: to another one where that is no longer shown.
function keepReachable(table) {
  const stop = table.querySelector("td[tabindex='0']");
  if (stop && !stop.hidden && !stop.parentElement.hidden) return;
  if (stop) stop.tabIndex = -1;
  const first = table.querySelector("tbody tr:not([hidden]) td:not([hidden])");
  if (first) first.tabIndex = 0;
}

function enter(cell) {
  for (const other of cell.closest("table").querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
}

function onKey(event) {
  const cell = within(event.target, `${TABLE} td`);
  if (!cell) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "c" && !String(getSelection())) return copy(cell, event);
  const step = STEPS[event.key];
  if (!step || event.target !== cell) return;
  event.preventDefault();
  const rows = [...cell.closest("tbody").rows].filter((row) => !row.hidden);
  let row = rows.indexOf(cell.parentElement) + step[0], column = cell.cellIndex + step[1];
  while (rows[row]?.cells[column]?.hidden) column += step[1];
  const next = rows[row]?.cells[column];
  if (next) enter(next);
}

function copy(cell, event) {
  event.preventDefault();
  put(value(cell)).then((isCopied) => {
    within(cell, ".answer-table").querySelector("[data-filtered]").textContent = isCopied ? "Cell copied" : "Cell not copied";
  });
}

const LISTENERS = { click: onClick, input: onInput, change: onChange, keydown: onKey };

export function start() {
  for (const [kind, listener] of Object.entries(LISTENERS)) document.addEventListener(kind, listener);
}

export function stop() {
  for (const [kind, listener] of Object.entries(LISTENERS)) document.removeEventListener(kind, listener);
}
