// A graph on a canvas that one moves, zooms and points at.

import {h} from "../lib/dom.js";
import {Camera} from "./camera.js";
import {Painter} from "./painter.js";
import {palette} from "./palette.js";
import {Scene} from "./scene.js";

const REACH = 6; // pixels
const STEP = 60; // pixels that an arrow key moves by
const MOVE_TIME = 350; // milliseconds in which nodes go to new places
const CLICK = 4; // pixels that a pointer may stray in a click

/** `onSelect({node})`, `onSelect({edge})` or `onSelect({})`; `onExpand(node)` on a double click; `onMove()` when a
 * person moved the camera. */
export class GraphView {
  #focus = {node: -1, edge: -1, hovered: -1};
  #pointers = new Map();
  #isWaiting = false;

  constructor({label, onSelect, onExpand, onMove = () => {}}) {
    Object.assign(this, {onSelect, onExpand, onMove});
    this.canvas = h("canvas", {tabindex: 0, role: "application", "aria-label": label, "aria-roledescription": "graph"});
    this.element = h("div", {class: "canvas"}, this.canvas);
    this.camera = new Camera();
    this.painter = new Painter(() => this.redraw());
    this.scene = new Scene({nodes: [], edges: []});
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(this.element);
  }

  /** Shows another graph; nodes that were there before move to their new places. */
  show(graph, centre) {
    const before = this.scene;
    this.scene = new Scene(graph, centre);
    this.#focus = {node: -1, edge: -1, hovered: -1};
    this.camera.fit();
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (before.nodes.length && !isStill) this.#move(before);
    this.painter.backdrop.invalidate();
    this.redraw();
  }

  /** Puts a node or an edge, by number, into focus; -1 for none. */
  focus({node = -1, edge = -1}) {
    this.#focus = {...this.#focus, node, edge};
    this.redraw();
  }

  /** Brings a node into sight. */
  reveal(number) {
    const [x, y] = this.camera.toScreen(this.scene.nodes[number]);
    const isInSight = x > 0 && y > 0 && x < this.camera.width && y < this.camera.height;
    if (!isInSight) this.camera.centre(this.scene.nodes[number].x, this.scene.nodes[number].y);
    this.redraw();
  }

  zoom(factor) {
    this.camera.zoom(factor);
    this.#moved();
  }

  fit() {
    this.camera.fit();
    this.#moved();
  }

  #moved() {
    this.redraw();
    this.onMove();
  }

  /** The colours of the page changed. */
  recolor() {
    this.colors = null;
    this.painter.backdrop.invalidate();
    this.redraw();
  }

  redraw() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#paint();
    });
  }

  #paint() {
    this.#advance?.(performance.now());
    this.colors ??= palette(this.element);
    const context = this.canvas.getContext("2d");
    this.painter.paint(context, this.scene, this.camera, this.ratio, this.colors, this.#focus);
  }

  #advance = null;

  #move(before) {
    const starts = this.scene.nodes.map(node => before.nodes[before.byId.get(node.id)] ?? node).map(({x, y}) => ({x, y}));
    const ends = this.scene.nodes.map(({x, y}) => ({x, y}));
    const began = performance.now();
    this.#advance = now => {
      const part = Math.min(1, (now - began) / MOVE_TIME);
      const eased = 1 - (1 - part) ** 3;
      this.scene.nodes.forEach((node, number) => {
        node.x = starts[number].x + (ends[number].x - starts[number].x) * eased;
        node.y = starts[number].y + (ends[number].y - starts[number].y) * eased;
      });
      this.painter.backdrop.invalidate();
      if (part === 1) this.#advance = null;
      else this.redraw();
    };
  }

  #resize() {
    const {clientWidth: width, clientHeight: height} = this.element;
    if (!width || !height) return;
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    this.camera.resize(width, height);
    this.#paint();
  }

  #listen() {
    const on = (name, action, options) => this.canvas.addEventListener(name, action, options);
    on("wheel", event => this.#wheel(event), {passive: false});
    on("pointerdown", event => this.#down(event));
    on("pointermove", event => this.#drag(event));
    on("pointerup", event => this.#up(event));
    on("pointercancel", event => this.#pointers.delete(event.pointerId));
    on("pointerleave", () => this.#hover(-1));
    on("dblclick", event => this.#doubleClick(event));
    on("keydown", event => this.#key(event));
  }

  #wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    this.camera.zoom(Math.exp(-event.deltaY * lines * 0.0016), event.offsetX, event.offsetY);
    this.#moved();
  }

  #down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, {x: event.offsetX, y: event.offsetY, strayed: 0});
  }

  #drag(event) {
    const pointer = this.#pointers.get(event.pointerId);
    if (!pointer) return this.#hover(this.#nodeAt(event));
    const [dx, dy] = [event.offsetX - pointer.x, event.offsetY - pointer.y];
    const others = [...this.#pointers.values()].filter(one => one !== pointer);
    if (others.length) this.#pinch(pointer, others[0], dx, dy);
    else this.camera.pan(dx, dy);
    Object.assign(pointer, {x: event.offsetX, y: event.offsetY, strayed: pointer.strayed + Math.hypot(dx, dy)});
    return this.#moved();
  }

  /** Two fingers: the one that moves zooms about the other. */
  #pinch(moving, still, dx, dy) {
    const before = Math.hypot(moving.x - still.x, moving.y - still.y);
    const after = Math.hypot(moving.x + dx - still.x, moving.y + dy - still.y);
    if (before > 0) this.camera.zoom(after / before, still.x, still.y);
    still.strayed += CLICK;
  }

  #up(event) {
    const pointer = this.#pointers.get(event.pointerId);
    this.#pointers.delete(event.pointerId);
    if (!pointer || pointer.strayed > CLICK) return;
    const node = this.#nodeAt(event);
    const edge = node < 0 ? this.scene.edgeAt(...this.#place(event), REACH / this.camera.scale) : -1;
    this.onSelect(node >= 0 ? {node} : edge >= 0 ? {edge} : {});
  }

  #doubleClick(event) {
    const node = this.#nodeAt(event);
    if (node >= 0) this.onExpand(this.scene.nodes[node]);
  }

  #hover(hovered) {
    if (hovered === this.#focus.hovered) return;
    this.#focus.hovered = hovered;
    this.canvas.style.cursor = hovered >= 0 ? "pointer" : "";
    this.redraw();
  }

  #place = event => this.camera.toPlane(event.offsetX, event.offsetY);

  #nodeAt(event) {
    const radiusOf = radius => this.camera.pixels(radius) / this.camera.scale;
    return this.scene.nodeAt(...this.#place(event), REACH / this.camera.scale, radiusOf);
  }

  #key(event) {
    const moves = {ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP]};
    const zooms = {"+": 1.3, "=": 1.3, "-": 1 / 1.3};
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) this.camera.pan(...moves[event.key]);
    else if (zooms[event.key]) this.camera.zoom(zooms[event.key]);
    else if (event.key === "0") this.camera.fit();
    else if (event.key === "Escape") this.onSelect({});
    else return;
    event.preventDefault();
    this.#moved();
  }
}
