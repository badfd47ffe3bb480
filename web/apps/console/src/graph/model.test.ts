import { expect, test } from 'vitest';
import { type GraphNode, layOut } from './model';

const nodes = (count: number): GraphNode[] => Array.from({ length: count }, (_, at) => ({ id: String(at), kind: 'person', name: 'x', relations: [] }));

test('keeps every circle inside the picture and tells what is left out', () => {
  for (const count of [1, 2, 9, 24, 40]) {
    const { at, more } = layOut(nodes(count), 900, 420);
    expect(at.length + more).toBe(count);
    for (const { x, y } of at) {
      expect(x).toBeGreaterThanOrEqual(100);
      expect(x).toBeLessThanOrEqual(800);
      expect(y).toBeGreaterThanOrEqual(40);
      expect(y).toBeLessThanOrEqual(380);
    }
    expect(new Set(at.map(({ x, y }) => `${x.toFixed(1)}/${y.toFixed(1)}`)).size).toBe(at.length);
  }
});
