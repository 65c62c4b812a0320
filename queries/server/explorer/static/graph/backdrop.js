// All edges and nodes. A small graph is drawn anew for every frame. A large one is drawn onto a picture of its
// own, which is moved and scaled along while the camera moves and drawn anew, in slices, once it rests: so a
// frame costs the same however large the graph is.

import {fillNodes, strokeEdges} from "./marks.js";
import {edgeStyles} from "./palette.js";

const DIRECT = 2_500; // edges and nodes that are drawn within a frame
const SLICE = 2_500; // edges a frame while the picture is drawn anew
const MARGIN = 0.3; // of the screen on each side, for panning
const REST = 90; // milliseconds without movement

export class Backdrop {
  #front = null; // the picture that is shown
  #back = null; // the one that is being drawn
  #seen = null; // where the camera was in the last frame
  #movedAt = 0;

  /** `again` asks for another frame. */
  constructor(again) {
    this.again = again;
  }

  /** The graph or its colours changed: nothing of what was drawn is good any more. */
  invalidate() {
    this.#front = null;
    this.#back = null;
  }

  /** Draws into a context that is scaled for CSS pixels, with edges and nodes as faint as told, from 0 to 1. */
  draw(context, scene, camera, ratio, colors, {edges, nodes}) {
    if (scene.edges.length + scene.nodes.length <= DIRECT) {
      const styles = edgeStyles(colors, scene.edges.length).map(style => ({...style, alpha: style.alpha * edges}));
      strokeEdges(context, scene, camera, styles, 0, scene.edges.length);
      context.globalAlpha = nodes;
      fillNodes(context, scene, camera, colors);
    } else {
      this.#advance(scene, camera, ratio, colors);
      context.globalAlpha = edges;
      this.#drawPicture(context, camera);
    }
    context.globalAlpha = 1;
  }

  #drawPicture(context, camera) {
    if (!this.#front) return;
    const {camera: then, canvas} = this.#front;
    const grown = camera.scale / then.scale;
    const left = camera.left - then.left * grown;
    const top = camera.top - then.top * grown;
    context.drawImage(canvas, left, top, then.width * grown, then.height * grown);
  }

  #advance(scene, camera, ratio, colors) {
    if (this.#front && isSame(this.#front.seen, camera)) return;
    if (!isSame(this.#seen, camera)) this.#movedAt = performance.now();
    this.#seen = {...camera};
    this.again();
    if (this.#back && !isSame(this.#back.seen, camera)) this.#back = null;
    if (!this.#back && this.#front && performance.now() - this.#movedAt < REST) return;
    this.#back ??= blank(camera, ratio);
    this.#drawSlice(scene, colors);
  }

  #drawSlice(scene, colors) {
    const {context, camera, drawn} = this.#back;
    const end = Math.min(drawn + SLICE, scene.edges.length);
    strokeEdges(context, scene, camera, edgeStyles(colors, scene.edges.length), drawn, end);
    this.#back.drawn = end;
    if (end < scene.edges.length) return;
    fillNodes(context, scene, camera, colors);
    [this.#front, this.#back] = [this.#back, null];
  }
}

const isSame = (a, b) => a && a.scale === b.scale && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

/** An empty picture that is larger than the screen. */
function blank(camera, ratio) {
  const [width, height] = [camera.width * (1 + 2 * MARGIN), camera.height * (1 + 2 * MARGIN)];
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const own = Object.assign(Object.create(Object.getPrototypeOf(camera)), camera,
    {left: camera.left + camera.width * MARGIN, top: camera.top + camera.height * MARGIN, width, height});
  return {canvas, context, camera: own, seen: {...camera}, drawn: 0};
}
