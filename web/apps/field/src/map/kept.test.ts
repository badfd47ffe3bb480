import { expect, test } from 'vitest';
import { family, takenOf, takeTiles, throwAway, tileOf } from './kept';
import { MemoryCaches } from './memoryCaches';

const tiles = Array.from({ length: 9 }, (_, x) => ({ z: 16, x, y: 0 }));
const about = (at: number, login = 'worker') => ({ login, paths: ['1'], box: null, at, version: '"r1"' });
const get = () => Promise.resolve(new Response(new Uint8Array(10)));
const none = () => Promise.reject(new TypeError('no network'));
const signal = new AbortController().signal;

test('what was taken along is drawn without a network, and says of when it is', async () => {
  const caches = new MemoryCaches();
  const steps: number[] = [];
  await takeTiles({ caches, get, about: about(7), tiles, signal, tell: ({ done }) => steps.push(done) });
  expect(await takenOf(caches, 'worker')).toMatchObject({ at: 7, version: '"r1"', tiles: 9, bytes: 90, whole: true });
  expect(Math.max(...steps)).toBe(9);
  expect((await tileOf(caches, '/tiles/16/3/0.mvt', signal, none)).byteLength).toBe(10);
  await expect(tileOf(caches, '/tiles/16/99/0.mvt', signal, none)).rejects.toThrow('no network');
});

test('it stays within its bound and says that it is not whole', async () => {
  const caches = new MemoryCaches();
  const map = await takeTiles({ caches, get, about: about(7), tiles, signal, most: 35, tell: () => undefined });
  expect(map).toMatchObject({ tiles: 3, bytes: 30, whole: false });
  const far = tiles.map((tile) => ({ ...tile, z: 14 }));
  expect(await takeTiles({ caches, get, about: about(8), tiles: far, signal, tell: () => undefined })).toMatchObject({ tiles: 9, whole: false });
});

test('a newer one takes the place of the one before only when it is whole', async () => {
  const caches = new MemoryCaches();
  await takeTiles({ caches, get, about: about(7), tiles, signal, tell: () => undefined });
  let asked = 0;
  const breaks = () => { asked += 1; return asked > 5 ? none() : get(); };
  await expect(takeTiles({ caches, get: breaks, about: about(8), tiles, signal, tell: () => undefined })).rejects.toThrow('no network');
  expect([await caches.keys(), (await takenOf(caches, 'worker'))?.at]).toEqual([[`${family}7`], 7]);
  await takeTiles({ caches, get, about: about(9), tiles, signal, tell: () => undefined });
  expect([await caches.keys(), (await takenOf(caches, 'worker'))?.at]).toEqual([[`${family}9`], 9]);
});

test('given up, nothing of it stays', async () => {
  const caches = new MemoryCaches();
  const stop = new AbortController();
  const taking = takeTiles({ caches, get, about: about(7), tiles, signal: stop.signal, tell: ({ done }) => { if (done >= 4) stop.abort(); } });
  await expect(taking).rejects.toMatchObject({ name: 'AbortError' });
  expect(await caches.keys()).toEqual([]);
});

test('what was broken off and what is another’s goes away, the shell stays', async () => {
  const caches = new MemoryCaches();
  await caches.open('linli-field-abc');
  await caches.open(`${family}1`);
  await takeTiles({ caches, get, about: about(7, 'other'), tiles, signal, tell: () => undefined });
  await caches.open(`${family}8`);
  expect(await takenOf(caches, 'worker')).toBeNull();
  expect(await caches.keys()).toEqual(['linli-field-abc']);
  await takeTiles({ caches, get, about: about(9), tiles, signal, tell: () => undefined });
  await throwAway(caches);
  expect(await caches.keys()).toEqual(['linli-field-abc']);
});

test('thrown away by another window meanwhile, the one before stays', async () => {
  const caches = new MemoryCaches();
  await takeTiles({ caches, get, about: about(7), tiles, signal, tell: () => undefined });
  const taking = takeTiles({ caches, get, about: about(8), tiles, signal, tell: () => { void caches.delete(`${family}8`); } });
  await expect(taking).rejects.toThrow('thrown away');
  expect([await caches.keys(), (await takenOf(caches, 'worker'))?.at]).toEqual([[`${family}7`], 7]);
});
