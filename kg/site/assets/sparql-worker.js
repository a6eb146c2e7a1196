// The engine and the graph, in a thread of their own: a query that takes too long is stopped by ending the thread.
import init, { Store, defaultGraph, namedNode } from "./oxigraph/web.js";

const TABLE = "application/sparql-results+json", MOST_LINKED = 1000;
let store = null, base = "";

async function bytes(address, size, what) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${what} cannot be loaded (${response.status}); try again later`);
  const chunks = [], reader = response.body.getReader();
  for (let done = 0; ;) {
    const chunk = await reader.read();
    if (chunk.done) break;
    chunks.push(chunk.value);
    done += chunk.value.length;
    postMessage({ kind: "progress", what, done, size });
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

// The triples of the graphs whose names begin so: a query that names no graph is asked of these, as at the server.
// They are loaded once more, without a graph, because the engine counts a triple twice where two graphs share it.
function* curated(quads, begin) {
  for (const line of quads.split("\n")) {
    const at = line.lastIndexOf(" ", line.length - 3);
    if (line.startsWith(begin, at + 1)) yield line.slice(0, at) + " .\n";
  }
}

async function load({ engine, graph, root }) {
  base = root;
  await init({ module_or_path: await bytes(engine.address, engine.size, "the engine") });
  const quads = new TextDecoder().decode(await bytes(graph.address, graph.size, "the graph"));
  const loaded = new Store(), quick = { lenient: true, no_transaction: true };
  loaded.load(quads, { format: "nq", ...quick });
  loaded.load([...curated(quads, `<${base}graph/`)].join(""), { format: "nt", ...quick });
  store = loaded;
  return { kind: "ready" };
}

// What has a page: everything that the curated graphs say something about.
function known(rows) {
  const found = new Set();
  for (const row of rows.slice(0, MOST_LINKED)) {
    for (const { type, value } of Object.values(row)) if (type === "uri" && value.startsWith(base)) found.add(value);
  }
  return [...found].filter((iri) => store.match(namedNode(iri), null, null, defaultGraph()).length);
}

const isFormat = (error) => /^Not supported/.test(error.message);

function ask({ text, format }) {
  if (format) return { kind: "file", format, text: store.query(text, { results_format: format }) };
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const { head, results, boolean } = JSON.parse(store.query(text, { results_format: TABLE }));
    if (!results) return { kind: "truth", truth: boolean, seconds: seconds() };
    return { kind: "table", names: head.vars, rows: results.bindings, known: known(results.bindings), seconds: seconds() };
  } catch (error) {
    if (!isFormat(error)) throw error;
    return { kind: "graph", text: store.query(text, { results_format: "ttl" }), seconds: seconds() };
  }
}

onmessage = async ({ data }) => {
  try {
    postMessage(data.load ? await load(data.load) : ask(data));
  } catch (error) {
    postMessage({ kind: "error", text: String(error?.message ?? error), isLoaded: store !== null });
  }
};
