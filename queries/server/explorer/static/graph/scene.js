// A graph with places for its nodes, arranged so that one finds quickly what is where.

const CELLS = 64; // of the grid, along each side
const DENSE = 300; // nodes of full size fit on a page up to about so many

/** Nodes and edges as the server gives them, with `radius` and, by number, the edges at each node. */
export class Scene {
  constructor({nodes, edges}, centre = []) {
    this.nodes = nodes;
    this.edges = edges;
    this.centre = new Set(centre);
    this.byId = new Map(nodes.map((node, number) => [node.id, number]));
    this.edgesAt = nodes.map(() => []);
    edges.forEach((edge, number) => {
      this.edgesAt[edge.source].push(number);
      if (edge.target !== edge.source) this.edgesAt[edge.target].push(number);
    });
    const size = Math.min(1, Math.max(0.22, Math.sqrt(DENSE / Math.max(nodes.length, 1))));
    this.radii = nodes.map(node => size * Math.min(18, 3.5 + 1.6 * Math.sqrt(node.degree)));
    this.byImportance = nodes.map((_, number) => number).sort((a, b) => nodes[b].degree - nodes[a].degree || a - b);
    this.byType = byType(nodes);
    this.largest = Math.max(0, ...this.radii);
    this.#fillGrid();
  }

  #fillGrid() {
    this.grid = new Map();
    this.nodes.forEach((node, number) => {
      const cell = cellOf(node.x) * CELLS + cellOf(node.y);
      if (!this.grid.has(cell)) this.grid.set(cell, []);
      this.grid.get(cell).push(number);
    });
  }

  /** The number of the node nearest to a place, if that is within `reach` of its rim; -1 for none. */
  nodeAt(x, y, reach, radiusOf) {
    const far = reach + radiusOf(this.largest);
    let [found, nearest] = [-1, Infinity];
    for (let column = cellOf(x - far); column <= cellOf(x + far); column++) {
      for (let row = cellOf(y - far); row <= cellOf(y + far); row++) {
        for (const number of this.grid.get(column * CELLS + row) ?? []) {
          const gap = Math.hypot(this.nodes[number].x - x, this.nodes[number].y - y) - radiusOf(this.radii[number]);
          if (gap < Math.min(nearest, reach)) [found, nearest] = [number, gap];
        }
      }
    }
    return found;
  }

  /** The number of the edge nearest to a place, if that is within reach; -1 for none. */
  edgeAt(x, y, reach) {
    let [found, nearest] = [-1, reach];
    this.edges.forEach((edge, number) => {
      const gap = distance(x, y, this.nodes[edge.source], this.nodes[edge.target]);
      if (gap < nearest) [found, nearest] = [number, gap];
    });
    return found;
  }

  /** The node itself and those it is joined to. */
  around(number) {
    const near = new Set([number]);
    for (const place of this.edgesAt[number]) {
      near.add(this.edges[place].source).add(this.edges[place].target);
    }
    return near;
  }
}

/** The numbers of the nodes of each type. */
function byType(nodes) {
  const found = new Map();
  nodes.forEach(({type}, number) => {
    if (!found.has(type)) found.set(type, []);
    found.get(type).push(number);
  });
  return found;
}

const cellOf = value => Math.max(0, Math.min(CELLS - 1, Math.floor(value * CELLS)));

/** From a point to a line between two others. */
function distance(x, y, start, end) {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((x - start.x) * dx + (y - start.y) * dy) / length)) : 0;
  return Math.hypot(start.x + along * dx - x, start.y + along * dy - y);
}
