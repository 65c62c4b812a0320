// Edges, drawn onto a picture of their own. A small graph is drawn anew for every frame. For a large one the
// picture is moved and scaled along while the camera moves, and drawn anew in slices once it rests: so a
// frame costs the same however many edges there are.

const DIRECT = 2_500; // edges that are drawn within a frame
const SLICE = 2_500; // edges a frame while the picture is drawn anew
const BATCH = 250; // lines in one path: long paths are slow to stroke
const MARGIN = 0.3; // of the screen on each side, for panning
const REST = 90; // milliseconds without movement

export class EdgeLayer {
  #front = null;
  #back = null; // the picture that is being drawn
  #movedAt = 0;

  constructor(again) {
    this.again = again; // asks for another frame
  }

  /** The graph or its colours changed: nothing of what was drawn is good any more. */
  invalidate() {
    this.#front = null;
    this.#back = null;
  }

  /** Draws into a context that is scaled for CSS pixels; `strength` from 0 to 1 fades all edges. */
  draw(context, scene, camera, ratio, styles, strength) {
    if (scene.edges.length <= DIRECT) {
      const faded = styles.map(style => ({...style, alpha: style.alpha * strength}));
      strokeEdges(context, scene, camera, faded, 0, scene.edges.length);
      return;
    }
    this.#advance(scene, camera, ratio, styles);
    const picture = this.#front;
    if (!picture) return;
    const grown = camera.scale / picture.camera.scale;
    const left = camera.left - picture.camera.left * grown;
    const top = camera.top - picture.camera.top * grown;
    context.globalAlpha = strength;
    context.drawImage(picture.canvas, left, top, picture.camera.width * grown, picture.camera.height * grown);
    context.globalAlpha = 1;
  }

  #advance(scene, camera, ratio, styles) {
    const now = performance.now();
    if (this.#front && isSame(this.#front.seen, camera)) return;
    if (!this.#back || !isSame(this.#back.seen, camera)) {
      if (!isSame(this.seen, camera)) this.#movedAt = now;
      this.seen = {...camera};
      this.#back = null;
      if (this.#front && now - this.#movedAt < REST) return this.again();
      this.#back = blank(camera, ratio);
    }
    const back = this.#back;
    const end = Math.min(back.drawn + SLICE, scene.edges.length);
    strokeEdges(back.context, scene, back.camera, styles, back.drawn, end);
    back.drawn = end;
    if (end === scene.edges.length) [this.#front, this.#back] = [back, null];
    return this.again();
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
  const own = {scale: camera.scale, left: camera.left + camera.width * MARGIN, top: camera.top + camera.height * MARGIN, width, height};
  return {canvas, context, camera: own, seen: {...camera}, drawn: 0};
}

/** Strokes some edges, those of one style together. Edges outside the picture are left out. */
export function strokeEdges(context, scene, camera, styles, start, end) {
  for (const style of styles) {
    context.strokeStyle = style.color;
    context.globalAlpha = style.alpha;
    context.lineWidth = style.width;
    context.setLineDash(style.dash ?? []);
    let lines = 0;
    context.beginPath();
    for (let number = start; number < end; number++) {
      const edge = scene.edges[number];
      if (!style.fits(edge) || !line(context, scene, camera, edge)) continue;
      if (++lines % BATCH) continue;
      context.stroke();
      context.beginPath();
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function line(context, scene, {scale, left, top, width, height}, edge) {
  const [a, b] = [scene.nodes[edge.source], scene.nodes[edge.target]];
  const [x1, y1, x2, y2] = [a.x * scale + left, a.y * scale + top, b.x * scale + left, b.y * scale + top];
  if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > width && x2 > width) || (y1 > height && y2 > height)) return false;
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  return true;
}
