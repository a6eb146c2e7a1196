// Search from disk or from any host: the documents come as a script beside this one, the index is made on arrival.
"use strict";
(() => {
  const MOST_OFFERED = 10, MOST_SHOWN = 200, WAIT = 150, SHORTEST = 2, SHORTEST_TYPO = 4;
  const docs = globalThis.siteDocuments.map((one, id) => ({ ...one, id }));
  const byId = (id) => document.getElementById(id);
  const field = byId("q"), list = byId("offers"), said = byId("found"), results = byId("results");
  const { root, base } = field.dataset;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const key = (text) => words(text).join("");
  // A hyphenated word is found by its parts and as one.
  const indexed = (chunk) => { const parts = words(chunk); return parts.length > 1 ? [...parts, parts.join("")] : parts; };

  const index = new MiniSearch({
    fields: ["t", "n", "x"], storeFields: [],
    extractField: (one, name) => [one[name] ?? ""].flat().join(" · "),
    tokenize: (text) => text.split(/[\s/·–—]+/u), processTerm: indexed,
    searchOptions: { combineWith: "AND", prefix: true, boost: { t: 3, n: 3 }, tokenize: words, processTerm: (word) => word },
  });
  index.addAll(docs);

  // An exact name comes before what only begins so, and both before what only holds the words somewhere.
  function rank(one, wanted, address) {
    const names = [one.t, ...(one.n ?? [])].map(key);
    if (one.a === address || names[0] === wanted) return 0;
    if (names.includes(wanted)) return 1;
    if (names[0].startsWith(wanted)) return 2;
    return names.some((name) => name.startsWith(wanted)) ? 3 : 4;
  }

  function find(text) {
    const asked = text.trim(), wanted = key(asked);
    const address = asked.replace(base, "").replace(/^([a-z]+):(?!\/)/, "$1/");
    const near = (word) => word.length >= SHORTEST_TYPO && /^\p{L}+$/u.test(word) ? 1 : false;
    const exact = index.search(asked), similar = index.search(asked, { fuzzy: near });
    const scored = new Map(similar.map((hit) => [hit.id, { similar: true, score: hit.score }]));
    for (const hit of exact) scored.set(hit.id, { similar: false, score: hit.score });
    for (const one of docs) if (one.a === address) scored.set(one.id, { similar: false, score: 0 });
    const hits = [...scored].map(([id, how]) => ({ ...docs[id], ...how, rank: rank(docs[id], wanted, address) }));
    // Of what is only similar, that comes first which says least beside it.
    const rest = (one) => (one.similar ? words(one.t).length : -one.score);
    const order = (one) => [one.similar, one.rank, one.k !== "concept" && (one.similar || one.rank < 4), rest(one)];
    return hits.sort((a, b) => compare(order(a), order(b)));
  }

  function compare(a, b) {
    const at = a.findIndex((value, i) => value !== b[i]);
    return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
  }

  // --- what is shown ---

  function element(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...inside);
    return made;
  }

  // The text as nodes, with words that begin as typed in bold.
  function marked(text, asked) {
    const wanted = words(asked);
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((part) =>
      wanted.some((word) => fold(part).startsWith(word)) ? element("b", {}, part) : part);
  }

  function snippet(text, asked) {
    const parts = text.split(/\s+/u), wanted = words(asked);
    const at = Math.max(0, parts.findIndex((part) => words(part).some((one) => wanted.some((w) => one.startsWith(w)))));
    const first = Math.max(0, at - 8), last = first + 30;
    return (first ? "…" : "") + parts.slice(first, last).join(" ") + (last < parts.length ? "…" : "");
  }

  const href = (one) => root + one.a.split("/").map(encodeURIComponent).join("/") + ".html";

  function row(one, asked) {
    const other = (one.n ?? []).find((name) => words(name).some((w) => words(asked).some((v) => w.startsWith(v))));
    const title = [...(other && one.rank % 2 ? [...marked(other, asked), " → "] : []), ...marked(one.t, asked)];
    const kind = one.similar ? `${one.k}, similar spelling` : one.k;
    return [element("span", { class: "hit" }, ...title), " ", element("span", { class: "kind" }, kind)];
  }

  function show(asked) {
    const hits = find(asked), shown = hits.slice(0, MOST_SHOWN);
    const more = hits.length > shown.length ? `; the first ${shown.length} are shown` : "";
    said.textContent = hits.length
      ? `${hits.length} ${hits.length === 1 ? "page" : "pages"} found for “${asked}”${more}.`
      : `Nothing is found for “${asked}”. The indexes list everything.`;
    results.replaceChildren(...shown.map((one) => element("li", {}, element("a", { href: href(one) }, ...row(one, asked)),
      ...(one.x ? [element("p", {}, ...marked(snippet(one.x, asked), asked))] : []))));
  }

  // --- what is offered while somebody types (the ARIA pattern of a combobox) ---

  let at = -1, timer = 0;
  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(next) {
    at = next;
    options().forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options()[at].id);
    options()[at]?.scrollIntoView({ block: "nearest" });
  }

  function offer() {
    const asked = field.value.trim(), cjk = /[\u3040-\u9fff\uac00-\ud7af]/.test(asked);
    if (asked.length < (cjk ? 1 : SHORTEST)) return close();
    const hits = find(asked);
    const made = hits.slice(0, MOST_OFFERED).map((one) => [href(one), row(one, asked)]);
    made.push(["", [`All that is found for “${asked}”`]]);
    list.replaceChildren(...made.map(([target, inside], i) =>
      element("li", { role: "option", id: `offer-${i}`, "aria-selected": "false", "data-href": target }, ...inside)));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(-1);
    said.textContent = hits.length ? `${hits.length} found` : "Nothing is found";
  }

  function open(option) {
    if (option.dataset.href) location.href = option.dataset.href;
    else field.form.requestSubmit();
  }

  const KEYS = {
    ArrowDown: () => (list.hidden ? offer() : choose((at + 1) % options().length)),
    ArrowUp: () => !list.hidden && choose((Math.max(at, 0) + options().length - 1) % options().length),
    Enter: () => open(options()[at]),
    Escape: () => (list.hidden ? (field.value = "") : close()),
    Tab: close,
  };
  field.addEventListener("keydown", (event) => {
    if (!KEYS[event.key] || event.isComposing || (event.key === "Enter" && (list.hidden || at < 0))) return;
    if (event.key !== "Tab") event.preventDefault();
    KEYS[event.key]();
  });
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(offer, WAIT); });
  field.addEventListener("blur", () => { clearTimeout(timer); close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => open(event.target.closest("[role=option]")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select")) { event.preventDefault(); field.focus(); }
  });

  field.form.hidden = false;
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (asked) { field.value = asked; show(asked); } else field.focus();
})();
