// SPARQL as text, for the editor: pure functions, nothing of the page.

const HIDDEN = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^\s<>"{}|^`\\]*>|#[^\n]*/g;
const INSIDE = "\u0001"; // stands for what must not be touched: the lines of a long string

// The text with strings, IRIs and comments blanked, so that braces and names in them do not count.
export function masked(text) {
  return text.replace(HIDDEN, (found) => found.replace(/[^\n]/g, /^("""|''')/.test(found) ? INSIDE : " "));
}

// The text with each line indented by its depth; lines stay lines, and words stay words.
export function tidied(text) {
  const plain = masked(text).split("\n");
  let depth = 0, goesOn = false;
  return text.split("\n").map((line, at) => {
    if (plain[at].startsWith(INSIDE) && plain[at - 1]?.endsWith(INSIDE)) return line;
    const code = plain[at].trim();
    const closing = code.match(/^[})\]]+/)?.[0].length ?? 0;
    const indent = Math.max(0, depth - closing) + (goesOn && !closing ? 1 : 0);
    for (const mark of code) depth += "{([".includes(mark) ? 1 : "})]".includes(mark) ? -1 : 0;
    depth = Math.max(0, depth);
    if (code) goesOn = /[;,]$/.test(code);
    return line.trim() ? "  ".repeat(indent) + line.trim() : "";
  }).join("\n").trim() + "\n";
}

// Prefixes that the text declares.
export function declared(text) {
  return new Set([...masked(text).matchAll(/\bprefix\s+([\w-]*):/gi)].map((found) => found[1]));
}

// Where a declaration belongs: behind those that are there, and behind the comments that head the text.
export function headEnd(text) {
  const plain = masked(text);
  const last = [...plain.matchAll(/\bprefix\s+[\w-]*:[^\n]*\n?/gi)].pop();
  if (last) return last.index + last[0].length;
  return text.match(/^(\s*#[^\n]*\n)*/)[0].length;
}

// The prefix that a colon at this place has just finished, where it is known and not declared yet.
export function finished(text, at, prefixes) {
  const name = masked(text).slice(0, at).match(/(?:^|[^\w:?$@<-])([a-z][\w-]*):$/i)?.[1];
  if (!name || !Object.hasOwn(prefixes, name) || declared(text).has(name)) return null;
  return /\bprefix\s+[\w-]*:$/i.test(text.slice(0, at)) ? null : name;
}

const words = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// Terms of the atlas ([short name, label, kind, other names]) that fit what is typed: those that begin so first.
export function candidates(terms, typed, most = 60) {
  const wanted = words(typed);
  if (!wanted.length) return [];
  const found = [];
  for (const [name, label, kind, others = []] of terms) {
    const has = words([name, label, ...others].join(" "));
    if (!wanted.every((word) => has.some((one) => one.startsWith(word)))) continue;
    const begins = [name, label].some((one) => one.toLowerCase().startsWith(typed.toLowerCase()));
    found.push({ name, label, kind, rank: begins ? 0 : 1 });
  }
  return found.sort((a, b) => a.rank - b.rank || a.label.length - b.label.length).slice(0, most);
}
