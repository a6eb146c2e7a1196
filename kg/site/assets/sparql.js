// The query page: what is typed goes to the engine beside this page, and nowhere else.
"use strict";
(() => {
  const MOST_SHOWN = 1000;
  const MEDIA = { csv: "text/csv", tsv: "text/tab-separated-values", json: "application/json", ttl: "text/turtle" };
  const OFFERED = { table: ["csv", "tsv", "json"], truth: ["json"], graph: ["ttl"] };
  const byId = (id) => document.getElementById(id);
  const settings = JSON.parse(byId("settings").textContent);
  const text = byId("query"), run = byId("run"), stop = byId("stop"), state = byId("state"), bar = byId("bar");
  let worker = null, isReady = false, asked = null;

  function element(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...inside);
    return made;
  }

  // --- what is asked ---

  const HIDDEN = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^\s<>"{}|^`\\]*>|#[^\n]*/g;
  // The query with strings, addresses and comments blanked: words in them are no words of the query.
  const masked = (query) => query.replace(HIDDEN, (found) => found.replace(/[^\n]/g, " "));
  const used = (plain) => new Set([...plain.matchAll(/(?<![\w?$@-])([a-z][\w-]*):/gi)].map((found) => found[1]));
  const declared = (plain) => new Set([...plain.matchAll(/\bprefix\s+([\w-]*):/gi)].map((found) => found[1]));

  // One line with the prefixes that everybody may use without declaring them.
  function headed(query) {
    const plain = masked(query), own = declared(plain);
    const needed = Object.entries(settings.prefixes).filter(([name]) => used(plain).has(name) && !own.has(name));
    return needed.map(([name, value]) => `PREFIX ${name}: <${value}>`).join(" ") + "\n" + query;
  }

  // The refusal of a query, or nothing; the engine has no way out, but it would answer SERVICE SILENT with an empty row.
  function refused(query) {
    const plain = masked(query);
    if (/\bSERVICE\b/i.test(plain)) return "SERVICE would ask another server, which is not done here; take it out.";
    const change = plain.match(/^\s*(?:(?:prefix|base)\b[^\n]*\n\s*)*(insert|delete|load|clear|drop|create|copy|move|add)\b/i);
    return change ? `${change[1].toUpperCase()} would change the graph, which is only read here.` : "";
  }

  // The engine's message in fewer words: it names every token that it would have taken.
  function explained(message, query) {
    const place = message.match(/^error at (\d+):(\d+)/);
    if (!place) return message;
    const plain = masked(query), known = new Set([...Object.keys(settings.prefixes), ...declared(plain)]);
    const strange = [...used(plain)].find((name) => !known.has(name));
    if (strange) return `The prefix ${strange}: is not declared; begin the query with PREFIX ${strange}: <…>.`;
    const line = Number(place[1]) - 1, column = Number(place[2]);
    const sentence = message.match(/\b[A-Z][a-z]+(?: [\w-]+){2,}/)?.[0];
    const lines = query.split("\n"), at = lines[line - 1] ?? "";
    const rest = at.slice(column - 1).trim().slice(0, 30), before = (at.slice(0, column - 1).trim() || lines.at(-1)).slice(-30);
    const what = sentence ?? `the query cannot be read ${rest ? `from “${rest}” on` : `past “${before}”`}`;
    return `Line ${line}, column ${column}: ${what}.`;
  }

  // --- the engine ---

  function ask(message, busy) {
    if (!worker) start();
    asked = message;
    state.textContent = isReady ? busy : "Loading the engine and the graph …";
    run.disabled = true;
    stop.disabled = false;
    if (isReady) worker.postMessage(message);
  }

  function start() {
    worker = new Worker(settings.worker, { type: "module" });
    worker.onmessage = ({ data }) => HEARD[data.kind](data);
    worker.onerror = () => HEARD.error({ text: "the engine does not start in this browser; a newer one is needed" });
    const at = ({ address, size }) => ({ address: new URL(address, location.href).href, size });
    worker.postMessage({ load: { engine: at(settings.engine), graph: at(settings.graph), root: settings.base } });
  }

  function rest() {
    run.disabled = false;
    stop.disabled = true;
    bar.hidden = true;
  }

  function end(why) {
    worker?.terminate();
    worker = null;
    isReady = false;
    rest();
    state.textContent = why;
  }

  const seconds = (value) => `${value < 0.1 ? value.toFixed(3) : value.toFixed(1)} s`;
  const HEARD = {
    progress({ what, done, size }) {
      bar.hidden = false;
      bar.max = size;
      bar.value = done;
      state.textContent = `Loading ${what}: ${(done / 1e6).toFixed(1)} of ${(size / 1e6).toFixed(1)} MB`;
    },
    ready() {
      isReady = true;
      bar.hidden = true;
      ask(asked, "Asking …");
    },
    error({ text: message, isLoaded }) {
      if (isLoaded) rest(); else end("");
      state.textContent = "";
      byId("error").textContent = explained(message, text.value);
    },
    file({ format, text: content }) {
      rest();
      state.textContent = "";
      const address = URL.createObjectURL(new Blob([content], { type: MEDIA[format] }));
      element("a", { href: address, download: `answer.${format}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    },
    table(found) {
      const { rows } = found, more = rows.length > MOST_SHOWN ? `; the first ${MOST_SHOWN} are shown` : "";
      answer(found, table(found), `${rows.length} ${rows.length === 1 ? "row" : "rows"} in ${seconds(found.seconds)}${more}.`);
    },
    truth(found) {
      answer(found, element("p", { class: "truth" }, found.truth ? "true" : "false"), `Answered in ${seconds(found.seconds)}.`);
    },
    graph(found) {
      answer(found, element("pre", {}, found.text), `A graph, in ${seconds(found.seconds)}.`);
    },
  };

  // --- what is shown ---

  function answer({ kind }, shown, words) {
    rest();
    state.textContent = words;
    byId("answer").replaceChildren(shown);
    byId("files").replaceChildren(...OFFERED[kind].map((format) => {
      const button = element("button", { type: "button" }, `Download ${format === "ttl" ? "Turtle" : format.toUpperCase()}`);
      button.addEventListener("click", () => ask({ text: headed(text.value), format }, "Writing …"));
      return button;
    }));
  }

  function table({ names, rows, known }) {
    const pages = new Set(known);
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    const body = rows.slice(0, MOST_SHOWN).map((row) =>
      element("tr", {}, ...names.map((name) => element("td", {}, ...(row[name] ? [cell(row[name], pages)] : [])))));
    return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  }

  function cell(term, pages) {
    if (term.type !== "uri") return document.createTextNode(term.type === "literal" ? term.value : JSON.stringify(term.value));
    const name = short(term.value), address = term.value.slice(settings.base.length);
    if (pages.has(term.value) && /^[a-z]+\/[^/]+$/.test(address)) return element("a", { href: `${address}.html` }, name);
    return document.createTextNode(name);
  }

  function short(iri) {
    const fits = Object.entries(settings.prefixes).filter(([, value]) => iri.startsWith(value) && iri !== value);
    const [name, value] = fits.sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
    return value ? `${name}:${iri.slice(value.length)}` : iri;
  }

  // --- what somebody does ---

  function runs() {
    const why = refused(text.value);
    byId("error").textContent = why;
    state.textContent = "";
    byId("answer").replaceChildren();
    byId("files").replaceChildren();
    if (why || !text.value.trim()) return;
    history.replaceState(null, "", "#q=" + encodeURIComponent(text.value));
    ask({ text: headed(text.value) }, "Asking …");
  }

  const linked = () => new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B")).get("q");
  const fill = () => { text.value = linked() ?? (text.value || settings.questions[0]?.text || ""); };

  if (location.protocol === "file:") {
    byId("from-disk").hidden = false;
    fill();
    return;
  }
  run.disabled = false;
  byId("ask").addEventListener("submit", (event) => { event.preventDefault(); if (!run.disabled) runs(); });
  stop.addEventListener("click", () => end("Stopped."));
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("ask").requestSubmit(run);
  });
  byId("example").addEventListener("change", (event) => {
    const chosen = settings.questions[event.target.value];
    if (chosen) text.value = chosen.text;
  });
  addEventListener("hashchange", fill);
  fill();
})();
