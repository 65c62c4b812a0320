// Which part of the plane is in sight: a place (x, y) stands at (x * scale + left, y * scale + top) on the screen.

const CLOSEST = 60;
const FARTHEST = 0.5;
const AIR = 48; // pixels around the whole graph

export class Camera {
  constructor() {
    Object.assign(this, {scale: 1, left: 0, top: 0, width: 1, height: 1, whole: 1, isFitted: true});
  }

  /** The size of the screen in CSS pixels; what was in the middle stays there, or all is shown as before. */
  resize(width, height) {
    const {view} = this;
    Object.assign(this, {width, height});
    this.whole = Math.max(1, Math.min(width, height) - 2 * AIR);
    this.view = view;
  }

  /** Shows the square from 0 to 1. */
  fit() {
    this.scale = this.whole;
    this.left = (this.width - this.scale) / 2;
    this.top = (this.height - this.scale) / 2;
    this.isFitted = true;
  }

  pan(dx, dy) {
    this.left += dx;
    this.top += dy;
    this.isFitted = false;
  }

  /** Zooms such that what is at a place of the screen stays there. */
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const scale = Math.max(FARTHEST * this.whole, Math.min(CLOSEST * this.whole, this.scale * factor));
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    this.isFitted = false;
  }

  /** Has a place of the plane in the middle. */
  centre(x, y) {
    this.left = this.width / 2 - x * this.scale;
    this.top = this.height / 2 - y * this.scale;
    this.isFitted = false;
  }

  /** What stands in the middle, and how many times larger than when all is shown: [x, y, zoom]; null for all. */
  get view() {
    if (this.isFitted) return null;
    const [x, y] = this.toPlane(this.width / 2, this.height / 2);
    return [x, y, this.scale / this.whole];
  }

  set view(view) {
    if (!view) {
      this.fit();
      return;
    }
    const [x, y, zoom] = view;
    this.scale = Math.max(FARTHEST, Math.min(CLOSEST, zoom)) * this.whole;
    this.centre(x, y);
  }

  toScreen(node) {
    return [node.x * this.scale + this.left, node.y * this.scale + this.top];
  }

  toPlane(x, y) {
    return [(x - this.left) / this.scale, (y - this.top) / this.scale];
  }

  /** How large a node of some radius is drawn, in pixels: it grows, but slower than the distances. */
  pixels(radius) {
    return radius * Math.sqrt(Math.max(0.4, Math.min(this.scale / this.whole, 9)));
  }
}
