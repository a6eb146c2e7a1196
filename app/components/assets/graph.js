// Draws what the script sends with vis-network. Colours are read from the page's palette, so that the drawing follows
// the theme. A click on a concept goes there; a click on a line asks the script who says so, and the focus moves to the
// answer. Focus or pointer on an item of the list below the drawing highlights its line, and the other way round.

import { Network, DataSet } from "./vis-network.min.mjs";

const FRAMES = 120;
const DENSE = 20; // above this only the lines of the concept itself keep their words; the others show them when chosen
const NARROW = 500; // below this the drawing shrinks so much that only names can be read
const drawings = new WeakMap();
const dark = matchMedia("(prefers-color-scheme: dark)");

class Drawing {
  constructor(root, frame) {
    this.frame = frame;
    this.net = frame.querySelector(".net");
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.recolour = () => this.follow(FRAMES);
    this.onPoint = (event) => this.point(event);
    this.onAsk = (event) => this.ask(event);
    dark.addEventListener("change", this.recolour);
    for (const kind of ["focusin", "mouseover"]) document.addEventListener(kind, this.onPoint);
    document.addEventListener("click", this.onAsk);
    for (const button of frame.querySelectorAll("[data-zoom]")) {
      button.onclick = () => this.zoom(button.dataset.zoom);
    }
  }

  show(data, tell) {
    this.tell = tell;
    this.net.setAttribute("aria-label", data.label);
    const isNew = JSON.stringify([data.nodes, data.edges]) !== this.drawn;
    this.data = data;
    if (isNew) this.draw();
    this.choose(data.chosen);
  }

  draw() {
    const { nodes, edges, options } = this.data;
    this.frame.classList.toggle("is-dense", edges.length > DENSE);
    this.drawn = JSON.stringify([nodes, edges]);
    this.network?.destroy();
    delete this.net.dataset.ready;
    this.nodes = new DataSet(nodes.map(({ font, ...node }) => node));
    this.edges = new DataSet(edges);
    this.paint();
    this.network = new Network(this.net, { nodes: this.nodes, edges: this.edges }, options);
    this.net.network = this.network; // for tests, which cannot see into a canvas
    this.network.once("stabilizationIterationsDone", () => {
      this.network.setOptions({ physics: false });
      this.net.dataset.ready = "true";
      this.spread();
      this.paint();
      this.network.fit();
    });
    this.network.on("click", (click) => this.click(click));
    for (const [event, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
      this.network.on(event, () => { this.net.style.cursor = cursor; });
    }
  }

  // The page takes a few frames to change its theme: until then the colours stay as they are.
  follow(frames) {
    if (palette(this.frame)("ink") !== this.ink) this.paint();
    else if (frames > 0) requestAnimationFrame(() => this.follow(frames - 1));
  }

  // The layout is round and the frame is not: stretched to the frame's proportions, lines and their labels get room.
  spread() {
    const places = Object.entries(this.network.getPositions());
    const size = (axis) => Math.max(...places.map(([, at]) => at[axis])) - Math.min(...places.map(([, at]) => at[axis]));
    const wanted = (this.net.clientWidth / this.net.clientHeight) / ((size("x") || 1) / (size("y") || 1));
    const [x, y] = wanted > 1 ? [Math.min(wanted, 2), 1] : [1, Math.min(1 / wanted, 1.6)];
    for (const [id, at] of places) this.network.moveNode(id, at.x * x, at.y * y);
  }

  // Words of lines that bend apart are moved further the same way, so that they do not lie on each other.
  lift({ from, to, offset, smooth }) {
    if (!offset || !this.net.dataset.ready) return 0;
    const at = this.network.getPositions([from, to]);
    const isDown = (smooth.type === "curvedCCW") === (at[to].x > at[from].x);
    return (isDown ? 6 : -6) * Math.abs(offset);
  }

  paint() {
    const colour = palette(this.frame);
    this.ink = colour("ink");
    const isNarrow = this.net.clientWidth < NARROW;
    const isDense = this.data.edges.length > DENSE;
    const size = (edge) => (isNarrow || (isDense && !edge.own) ? 0 : 12);
    this.nodes.update(this.data.nodes.map((node) => ({
      id: node.id,
      font: { color: node.here ? colour("paper") : colour("ink"), face: "Source Sans, sans-serif", size: (isNarrow ? 21 : 15) + (node.here ? 2 : 0) },
      color: {
        background: node.here ? colour("mark") : colour("surface"), border: node.here ? colour("mark") : colour("muted"),
        highlight: { background: colour("surface"), border: colour("link") },
        hover: { background: node.here ? colour("mark") : colour("card"), border: colour("link") },
      },
    })));
    this.edges.update(this.data.edges.map((edge) => ({
      id: edge.id,
      color: {
        color: colour(edge.colour), highlight: colour("link"), hover: colour("link"),
        opacity: isDense && !edge.own ? 0.45 : 1,
      },
      chosen: { label: (values) => Object.assign(values, { size: 13, color: colour("link") }) },
      font: { color: colour(edge.colour), face: "Source Sans, sans-serif", size: size(edge), strokeWidth: 4, strokeColor: colour("card"),
        vadjust: this.lift(edge) },
    })));
  }

  click({ nodes, edges }) {
    if (nodes.length) {
      const { href, here } = this.nodes.get(nodes[0]);
      if (href && !here) document.dispatchEvent(new CustomEvent("atlas-go", { detail: href }));
    } else if (edges.length) {
      this.tell("edge", String(edges[0]));
      this.reveal(String(edges[0]), FRAMES);
    }
  }

  point({ target }) {
    const item = target instanceof Element ? target.closest("[data-edge]") : null;
    if (item) this.choose(item.dataset.edge);
  }

  ask({ target }) {
    const item = target instanceof Element && target.closest("button") ? target.closest("[data-edge]") : null;
    if (!item) return;
    this.tell("edge", item.dataset.edge);
    this.reveal(item.dataset.edge, FRAMES);
  }

  // The answer comes from the script: it is looked for until it is there.
  reveal(id, frames) {
    const panel = document.querySelector(`[data-panel="${CSS.escape(id)}"]`);
    if (!panel && frames > 0) requestAnimationFrame(() => this.reveal(id, frames - 1));
    panel?.focus({ preventScroll: true });
    panel?.scrollIntoView({ block: "nearest" });
  }

  choose(id) {
    for (const item of document.querySelectorAll("li[data-edge]")) {
      item.classList.toggle("is-chosen", item.dataset.edge === id);
    }
    if (id && this.edges.get(id)) this.network.selectEdges([id]);
    else this.network.unselectAll();
  }

  zoom(step) {
    if (step === "fit") this.network.fit();
    else this.network.moveTo({ scale: this.network.getScale() * Number(step) });
  }

  end() {
    dark.removeEventListener("change", this.recolour);
    for (const kind of ["focusin", "mouseover"]) document.removeEventListener(kind, this.onPoint);
    document.removeEventListener("click", this.onAsk);
    this.network?.destroy();
  }
}

// A canvas understands no light-dark(): an element that uses the colour resolves it.
function palette(frame) {
  const probe = frame.appendChild(document.createElement("span"));
  const read = (name) => {
    probe.style.color = `var(--aa-${name})`;
    return getComputedStyle(probe).color;
  };
  queueMicrotask(() => probe.remove());
  return read;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  if (!drawings.has(frame)) drawings.set(frame, new Drawing(parentElement, frame));
  drawings.get(frame).show(data, setTriggerValue);
  return () => {
    drawings.get(frame)?.end();
    drawings.delete(frame);
  };
}
