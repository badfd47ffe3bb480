import type { Area } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { pathNodes } from './pathNodes';

const area = (path: string, children: number): Area => ({
  id: `id of ${path}`, level: 'street', code: path, name: { zh: path, en: path }, path_code: path, parent: null, children, box: null,
});

test('a tree is chosen by path and grows where it was opened', () => {
  const known = new Map([['990106', [area('990106/001', 0)]]]);
  const [root, other] = pathNodes([area('990106', 1), area('990107', 2)], known, (text) => text.en);
  expect(root?.children?.map(({ value, isLeaf }) => [value, isLeaf])).toEqual([['990106/001', true]]);
  expect(other?.children).toBeUndefined();
});
