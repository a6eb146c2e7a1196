// Draws what the script sends with vis-network. Colours are read from the page's palette, so that the drawing follows
// the theme. A click on a concept goes there; a click on a line asks the script who says so, and the focus moves to the
// answer. Focus or pointer on an item of the list below the drawing highlights its line, and the other way round.

import { Network, DataSet } from "./vis-network.min.mjs";

const FRAMES = 120;
const DENSE = 20; // above this only the lines of the concept itself keep their words; the others show them when chosen
const NARROW = 500; // below this the drawing shrinks so much that only names can be read
const CROWDED = 60; // up to so many nodes of a map have room for larger letters
const SMALLEST = 0.5; // a map is never shown smaller than this at first
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
    this.onKey = (event) => this.press(event);
    dark.addEventListener("change", this.recolour);
    for (const kind of ["focusin", "mouseover"]) document.addEventListener(kind, this.onPoint);
    document.addEventListener("click", this.onAsk);
    document.addEventListener("keydown", this.onKey);
    frame.querySelector("[data-save]").onclick = () => this.save();
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
    this.frame.classList.toggle("is-map", Boolean(this.data.file));
    this.drawn = JSON.stringify([nodes, edges]);
    this.network?.destroy();
    delete this.net.dataset.ready;
    this.nodes = new DataSet(nodes.map(({ font, ...node }) => node));
    this.edges = new DataSet(edges);
    this.paint();
    this.network = new Network(this.net, { nodes: this.nodes, edges: this.edges }, options);
    this.net.network = this.network; // for tests, which cannot see into a canvas
    this.net.querySelector(".vis-network").tabIndex = -1; // its keys are off: the keyboard has the list
    if (this.data.file) this.arrive();
    else this.network.once("stabilizationIterationsDone", () => {
      this.network.setOptions({ physics: false });
      this.net.dataset.ready = "true";
      this.spread();
      this.paint();
      this.network.fit();
    });
    this.network.on("click", (click) => this.click(click));
    for (const kind of ["hoverEdge", "blurEdge"]) {
      this.network.on(kind, ({ edge }) => { this.word(edge, kind === "hoverEdge"); });
    }
    for (const [event, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
      this.network.on(event, () => { this.net.style.cursor = cursor; });
    }
  }

  // A map is computed beforehand. Where the whole would be too small to read, its middle is shown.
  arrive() {
    this.net.dataset.ready = "true";
    this.network.fit();
    const focus = this.data.nodes.find((node) => node.here);
    if (this.network.getScale() < SMALLEST && focus) this.network.moveTo({ position: focus, scale: SMALLEST });
  }

  // On a map with many lines only the marks are written at them, and the words of the one that is looked at.
  word(id, isWhole) {
    const edge = this.data.file && this.data.edges.find((one) => one.id === id);
    if (edge) this.edges.update({ id, label: this.words(edge, isWhole) });
  }

  words(edge, isWhole) {
    if (isWhole || edge.own || !this.data.file) return edge.label;
    return edge.faded ? "" : edge.brief;
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
    const link = colour("link"); // vis-network asks for the colour of a chosen label long after
    const isNarrow = this.net.clientWidth < NARROW;
    const isDense = this.data.edges.length > DENSE;
    const isMap = Boolean(this.data.file);
    const letters = isMap ? (this.data.nodes.length > CROWDED ? 15 : 19) : isNarrow ? 21 : 15;
    const size = (edge) => (isMap ? letters - 3 : isNarrow || (isDense && !edge.own) ? 0 : 12);
    const strength = (edge) => (edge.faded ? 0.2 : isDense && !edge.own && !isMap ? 0.45 : 1);
    this.nodes.update(this.data.nodes.map((node) => ({
      id: node.id,
      opacity: node.faded ? 0.3 : 1,
      font: { color: node.here ? colour("paper") : colour("ink"), face: "Source Sans, sans-serif", size: letters + (node.here ? 2 : 0) },
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
        opacity: strength(edge),
      },
      label: this.words(edge, edge.id === this.chosen),
      chosen: { label: (values) => Object.assign(values, { size: Math.max(size(edge), 13), color: link }) },
      font: { color: colour(edge.colour), face: "Source Sans, sans-serif", size: size(edge), strokeWidth: 4, strokeColor: colour("card"),
        vadjust: this.lift(edge) },
    })));
  }

  click({ nodes, edges }) {
    if (nodes.length) {
      const { href, here } = this.nodes.get(nodes[0]);
      if (!href) {
        this.tell("node", String(nodes[0]));
        this.reveal(String(nodes[0]), FRAMES);
      } else if (!here) document.dispatchEvent(new CustomEvent("atlas-go", { detail: href }));
    } else if (edges.length) {
      this.tell("edge", String(edges[0]));
      this.reveal(String(edges[0]), FRAMES);
    }
  }

  point({ target }) {
    const item = this.item(target);
    const node = item ? null : this.item(target, "[data-node]");
    if (node && this.nodes.get(node.dataset.node)) this.network.selectNodes([node.dataset.node], false);
    if (item) this.choose(item.dataset.edge);
  }

  ask({ target }) {
    const item = target instanceof Element && target.closest("button.who") ? this.item(target) : null;
    if (!item) return;
    this.tell("edge", item.dataset.edge);
    this.reveal(item.dataset.edge, FRAMES);
  }

  // A page may hold several drawings, each with its own list and answers: they are marked with its key.
  item(target, kind = "[data-edge]") {
    const item = target instanceof Element ? target.closest(kind) : null;
    return item?.closest("[data-graph]")?.dataset.graph === this.data.key ? item : null;
  }

  own(selector) {
    return document.querySelectorAll(`[data-graph="${CSS.escape(this.data.key)}"] ${selector}`);
  }

  // The answer comes from the script: it is looked for until it is there.
  reveal(id, frames) {
    const panel = this.own(`[data-panel="${CSS.escape(id)}"]`)[0];
    if (!panel && frames > 0) requestAnimationFrame(() => this.reveal(id, frames - 1));
    panel?.focus({ preventScroll: true });
    panel?.scrollIntoView({ block: "nearest" });
  }

  // Enter on an answer copies its first citation.
  press({ key, target }) {
    if (key !== "Enter" || !(target instanceof Element) || !target.matches("[data-panel]")) return;
    if (target.closest("[data-graph]")?.dataset.graph === this.data.key) target.querySelector("[data-copy]")?.click();
  }

  choose(id) {
    if (id !== this.chosen) this.word(this.chosen, false);
    this.chosen = id;
    this.word(id, true);
    for (const item of this.own("[data-edge]")) {
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
    document.removeEventListener("keydown", this.onKey);
    this.network?.destroy();
  }

  // The picture as it stands, with title, legend and edition, on the ground of the page.
  save() {
    const { file, title, rows, edition } = this.data;
    const drawn = this.net.querySelector("canvas");
    const sharp = drawn.width / this.net.clientWidth;
    const lines = [...rows.map((row) => ({ ...row, size: 14 })), { words: edition, size: 13 }];
    const sheet = document.createElement("canvas");
    sheet.width = drawn.width;
    sheet.height = drawn.height + (56 + 24 * lines.length) * sharp;
    const pen = sheet.getContext("2d");
    const colour = palette(this.frame);
    pen.fillStyle = colour("card");
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(drawn, 0, 40 * sharp);
    pen.scale(sharp, sharp);
    write(pen, title, 16, 26, 18, colour("ink"));
    lines.forEach((line, i) => {
      const y = 60 + drawn.height / sharp + 24 * i;
      if (line.colour) rule(pen, y - 5, colour(line.colour), line.dashes);
      write(pen, line.words, line.colour ? 76 : 16, y, line.size, colour("ink"));
    });
    sheet.toBlob((blob) => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: file });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
}

function write(pen, words, x, y, size, ink) {
  pen.fillStyle = ink;
  pen.font = `${size}px "Source Sans", sans-serif`;
  pen.fillText(words, x, y);
}

function rule(pen, y, ink, dashes) {
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  pen.setLineDash(dashes);
  pen.beginPath();
  pen.moveTo(16, y);
  pen.lineTo(66, y);
  pen.stroke();
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
