// How nodes and edges are drawn on a canvas.

const BATCH = 250; // lines in one path: long paths are slow to stroke

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

/** Fills the discs of nodes, those of one type together; `numbers` are some of them, or all where it is null. */
export function fillNodes(context, scene, camera, colors, numbers = null) {
  for (const [type, members] of scene.byType) {
    context.fillStyle = colors.types[type];
    context.beginPath();
    for (const number of members) if (!numbers || numbers.has(number)) disc(context, scene, camera, number);
    context.fill();
  }
}

/** Adds the disc of a node to the path. */
export function disc(context, scene, camera, number, more = 0) {
  const [x, y] = camera.toScreen(scene.nodes[number]);
  const radius = camera.pixels(scene.radii[number]) + more;
  if (x < -radius || y < -radius || x > camera.width + radius || y > camera.height + radius) return;
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/** The point of an arrow at the rim of the node that an edge leads to. */
export function arrow(context, scene, camera, edge, color) {
  const [x1, y1] = camera.toScreen(scene.nodes[edge.source]);
  const [x2, y2] = camera.toScreen(scene.nodes[edge.target]);
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const rim = camera.pixels(scene.radii[edge.target]) + 1;
  const [x, y] = [x2 - rim * Math.cos(angle), y2 - rim * Math.sin(angle)];
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(x, y);
  for (const side of [-1, 1]) context.lineTo(x - 7 * Math.cos(angle + side * 0.42), y - 7 * Math.sin(angle + side * 0.42));
  context.fill();
}
