import type { Plugin } from 'vite';
import { png } from './png';

type Point = readonly [number, number];

/** The mark's strokes on its square of 32: three houses, as in mark.svg. */
const strokes: Point[][] = [
  [[7, 25], [7, 13], [13, 9], [13, 25]],
  [[13, 25], [13, 7], [19, 11], [19, 25]],
  [[19, 25], [19, 16], [25, 13], [25, 25]],
];
const ground = [0x0b, 0x6e, 0x77] as const;
/** Draws the mark's icons where the system wants pixels. A maskable one fills its square and keeps its mark within the safe circle. */
export function icons(): Plugin {
  return {
    name: 'linli-icons',
    apply: 'build',
    generateBundle() {
      for (const [fileName, side, mask] of [['icon-192.png', 192, false], ['icon-512.png', 512, false], ['icon-maskable-512.png', 512, true]] as const) {
        this.emitFile({ type: 'asset', fileName, source: png(side, draw(side, mask)) });
      }
    },
  };
}

function draw(side: number, mask: boolean): Uint8Array {
  const rgba = new Uint8Array(side * side * 4);
  const scale = mask ? 0.72 : 1;
  // How much of a pixel lies within an edge, by how far its centre is from it: edges are smooth.
  const covered = (within: number) => Math.min(1, Math.max(0, 0.5 + (within * side) / 32));
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [u, v] = [((x + 0.5) * 32) / side, ((y + 0.5) * 32) / side];
      const white = covered(1 - nearest(16 + (u - 16) / scale, 16 + (v - 16) / scale));
      const colour = ground.map((value) => Math.round(value + (255 - value) * white));
      rgba.set([...colour, Math.round(255 * (mask ? 1 : covered(withinSquare(u, v))))], (y * side + x) * 4);
    }
  }
  return rgba;
}

/** How far within the rounded square, less than nothing outside. */
function withinSquare(u: number, v: number): number {
  const [dx, dy] = [Math.max(7 - u, u - 25, 0), Math.max(7 - v, v - 25, 0)];
  return 7 - Math.hypot(dx, dy);
}

function nearest(u: number, v: number): number {
  return Math.min(...strokes.flatMap((line) => line.map((to, index) => (index === 0 ? Infinity : distance(u, v, line[index - 1] ?? to, to)))));
}

function distance(u: number, v: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((u - ax) * dx + (v - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(u - ax - along * dx, v - ay - along * dy);
}
