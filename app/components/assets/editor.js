// The editor of the query page, on CodeMirror: highlighting, mistakes underlined while typing, prefixes declared as they
// are used, completion of the atlas' own terms by name or label, a history that never leaves this browser. It tells the
// script only what is to be run. Tab leaves it, as everywhere on the page.

import {
  EditorState, EditorView, HighlightStyle, StreamLanguage, autocompletion, bracketMatching, closeBrackets,
  closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection, history, historyKeymap, indentUnit, keymap,
  lineNumbers, lintKeymap, linter, sparql, startCompletion, syntaxHighlighting, tags, toggleComment,
} from "./codemirror.min.mjs";
import { candidates, declared, finished, headEnd, tidied } from "./sparql.js";

const [TERMS, CHECK] = ["/atlas-terms.json", "/atlas-check"];
const [DRAFT, HISTORY, MOST] = ["atlas-query-draft", "atlas-query-history", 30];
const editors = new WeakMap();

const colour = (name) => `var(--aa-${name})`;
const LOOK = HighlightStyle.define([
  { tag: tags.keyword, color: colour("denied"), fontWeight: "bold" }, { tag: tags.comment, color: colour("muted"), fontStyle: "italic" },
  { tag: tags.string, color: colour("sound") }, { tag: [tags.atom, tags.link], color: colour("link") },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: colour("disputed") }, { tag: tags.standard(tags.variableName), color: colour("warn") },
]);
const THEME = EditorView.theme({
  "&": { color: colour("ink"), backgroundColor: colour("card") },
  ".cm-content": { caretColor: colour("ink") }, ".cm-cursor": { borderLeftColor: colour("ink") },
  ".cm-gutters": { color: colour("muted"), backgroundColor: colour("surface"), border: "none" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: `${colour("rule")} !important` },
  ".cm-tooltip": { color: colour("ink"), backgroundColor: colour("surface"), border: `1px solid ${colour("muted")}` },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: colour("paper"), backgroundColor: colour("link") },
  ".cm-completionDetail": { marginLeft: "1em", fontStyle: "normal", opacity: ".85" },
  ".cm-matchingBracket": { backgroundColor: `${colour("rule")} !important`, outline: `1px solid ${colour("muted")}` },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: `underline wavy ${colour("denied")}` },
});

const stored = (store, key, none) => { try { return JSON.parse(store.getItem(key)) ?? none; } catch { return none; } };
const keep = (store, key, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* a private window keeps nothing */ } };

let terms;
const known = () => terms ??= fetch(TERMS).then((answer) => answer.json()).catch(() => []);

async function complete(context) {
  const variable = context.matchBefore(/[?$]\w*/);
  if (variable) return { from: variable.from, options: variables(context, variable), validFor: /^[?$]\w*$/ };
  const word = context.matchBefore(/[\p{L}\p{N}:_-]+/u);
  if (!word || (word.text.length < 2 && !context.explicit)) return null;
  const options = candidates(await known(), word.text).map(({ name, label, kind }) => ({ label: name, displayLabel: label, detail: name.startsWith(kind) ? name : `${kind} ${name}`, apply: name }));
  return options.length ? { from: word.from, options, filter: false } : null;
}

function variables({ state }, { from, text }) {
  const mark = text[0];
  const found = new Set([...state.doc.toString().matchAll(/[?$](\w+)/g)].filter((one) => one.index !== from).map((one) => mark + one[1]));
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}

async function mistakes({ state }) {
  const text = state.doc.toString();
  if (!text.trim()) return [];
  const answer = await fetch(CHECK, { method: "POST", body: text }).catch(() => null);
  if (!answer?.ok || answer.status === 204) return [];
  const { line, column, message } = await answer.json();
  const row = state.doc.line(Math.min(line || 1, state.doc.lines));
  const from = Math.min(row.from + Math.max((column || 1) - 1, 0), row.to);
  const to = Math.min(from + (state.sliceDoc(from, row.to).match(/^[\w?$:]+/)?.[0].length || 1), row.to);
  return [{ from: from === to ? Math.max(row.from, from - 1) : from, to: Math.max(to, from), severity: "error", message }];
}

class Editor {
  constructor(frame) {
    this.frame = frame;
    this.hint = frame.querySelector(".hint");
    this.prefixes = {};
    this.view = new EditorView({
      parent: frame.querySelector(".editor"), root: frame.getRootNode(),
      state: EditorState.create({ extensions: this.extensions() }),
    });
    frame.addEventListener("click", (event) => this.click(event));
    this.list();
  }

  extensions() {
    const run = () => { this.run(); return true; };
    return [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), indentUnit.of("  "), EditorView.lineWrapping,
      StreamLanguage.define(sparql), syntaxHighlighting(LOOK), THEME,
      autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }), linter(mistakes, { delay: 600 }),
      keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }, { key: "Mod-/", run: toggleComment },
        ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({ "aria-label": "SPARQL query; Tab leaves the editor", spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of((update) => this.changed(update)),
    ];
  }

  show({ text, version, prefixes, address }, tell) {
    this.tell = tell;
    this.prefixes = prefixes;
    this.address = address;
    if (version === this.version) return;
    const draft = this.version === undefined && !address ? stored(sessionStorage, DRAFT, null) : null;
    this.version = version;
    this.set(draft ?? text);
    this.frame.querySelector(".bar").disabled = false; // a click before there is a text to run would be lost
    this.frame.dataset.ready = "true";
  }

  get text() { return this.view.state.doc.toString(); }

  set(text) { this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } }); }

  changed(update) {
    if (!update.docChanged) return;
    keep(sessionStorage, DRAFT, this.text);
    if (!update.transactions.some((one) => one.isUserEvent("input"))) return;
    const here = this.view.state.selection.main.head;
    const end = this.text.slice(0, here).match(/:[\w-]*$/)?.index; // behind the prefix of what was just completed or typed
    const name = end === undefined ? null : finished(this.text, end + 1, this.prefixes);
    if (name) setTimeout(() => this.declare(name));
  }

  declare(name) {
    if (declared(this.text).has(name)) return; // two letters may come before the first declaration does
    this.view.dispatch({ changes: { from: headEnd(this.text), insert: `PREFIX ${name}: <${this.prefixes[name]}>\n` } });
    this.say(`Prefix ${name} declared.`);
  }

  click({ target }) {
    const button = target.closest("button");
    if (button?.dataset.query !== undefined) {
      this.set(stored(localStorage, HISTORY, [])[Number(button.dataset.query)]?.text ?? this.text);
      this.view.focus();
    } else if (button) this[button.dataset.do]?.();
  }

  run() {
    const text = this.text;
    if (!text.trim()) { this.say("Write a query first, or choose an example."); return; }
    const others = stored(localStorage, HISTORY, []).filter((one) => one.text !== text);
    keep(localStorage, HISTORY, [{ text, when: new Date().toISOString() }, ...others].slice(0, MOST));
    this.list();
    this.say("");
    this.tell("run", text);
  }

  tidy() { this.set(tidied(this.text)); this.say("Formatted."); this.view.focus(); }

  comment() { this.view.focus(); toggleComment(this.view); }

  complete() { this.view.focus(); startCompletion(this.view); }

  forget() { keep(localStorage, HISTORY, []); this.list(); this.say("History forgotten."); }

  say(words) { this.hint.textContent = words; }

  list() {
    const found = stored(localStorage, HISTORY, []);
    this.frame.querySelector(".history").hidden = !found.length;
    this.frame.querySelector(".history ol").replaceChildren(...found.map(({ text, when }, at) => {
      const [item, button] = [document.createElement("li"), document.createElement("button")];
      button.type = "button";
      button.dataset.query = at;
      button.textContent = `${new Date(when).toLocaleString()}  ${text.replace(/^\s*(#|PREFIX).*\n/gim, "").replace(/\s+/g, " ").slice(0, 110)}`;
      item.append(button);
      return item;
    }));
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  if (!editors.has(frame)) editors.set(frame, new Editor(frame));
  editors.get(frame).show(data, setTriggerValue);
  return () => {
    editors.get(frame)?.view.destroy();
    editors.delete(frame);
  };
}
