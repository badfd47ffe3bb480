import { expect, test } from 'vitest';
import { takeTiles } from './kept';
import { MapKeeper, type MapState, nothingTaken } from './MapKeeper';
import { MemoryCaches } from './memoryCaches';

const hour = 3_600_000;

/** A server with a register, and a browser with caches. */
class World {
  readonly caches = new MemoryCaches();
  version = 1;
  time = 1_000;
  asked: string[] = [];
  code = 0;
  shown: MapState = nothingTaken;
  onGet: () => void = () => undefined;

  readonly keeper = new MapKeeper((map) => { this.shown = map; }, {
    caches: () => this.caches,
    get: (path, signal) => {
      this.asked.push(path);
      this.onGet();
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      return Promise.resolve(new Response(new Uint8Array(100), { headers: { etag: `"r${String(this.version)}"` } }));
    },
    boxes: () => Promise.resolve([{ west: 113.92, south: 22.53, east: 113.925, north: 22.535 }]),
    keepCode: () => { this.code += 1; return Promise.resolve(); },
    now: () => this.time,
  });
}

async function taken(): Promise<World> {
  const world = new World();
  await world.keeper.open('worker', ['1', '1']);
  await world.keeper.measure();
  await world.keeper.take();
  return world;
}

test('the size is told first, nothing is kept before somebody says yes', async () => {
  const world = new World();
  await world.keeper.open('worker', ['1']);
  await world.keeper.measure();
  expect(world.shown.offer).toEqual({ tiles: 12, bytes: 1200 });
  expect([await world.caches.keys(), world.code]).toEqual([[], 0]);
  world.keeper.decline();
  await world.keeper.take();
  expect([await world.caches.keys(), world.shown]).toEqual([[], nothingTaken]);
});

test('taken along with the code that draws it, it is there when the app opens again', async () => {
  const world = await taken();
  expect(world.code).toBe(1);
  expect(world.shown).toMatchObject({ offer: null, progress: null, taken: { at: 1_000, tiles: 12, bytes: 1200, whole: true, paths: ['1'], version: '"r1"' } });
  let again = nothingTaken;
  const keeper = new MapKeeper((map) => { again = map; }, { caches: () => world.caches, get: () => Promise.reject(new TypeError('no network')), boxes: () => Promise.resolve([]), keepCode: () => Promise.resolve(), now: () => 0 });
  await keeper.open('worker', ['1']);
  expect(again.taken?.at).toBe(1_000);
});

test('it is taken anew when the register has changed, asked twice a day at most', async () => {
  const world = await taken();
  world.asked = [];
  world.version = 2;
  world.time += 11 * hour;
  await world.keeper.catchUp();
  expect(world.asked).toEqual([]);
  world.time += hour;
  await world.keeper.catchUp();
  expect(world.shown.taken).toMatchObject({ version: '"r2"', at: world.time });
  world.asked = [];
  world.time += 12 * hour;
  await world.keeper.catchUp();
  expect(world.asked.length).toBe(1);
});

test('cancelled, nothing of it stays', async () => {
  const world = new World();
  await world.keeper.open('worker', ['1']);
  await world.keeper.measure();
  world.onGet = () => world.keeper.cancel();
  await world.keeper.take();
  expect([await world.caches.keys(), world.shown]).toEqual([[], nothingTaken]);
});

test('signed out, or somebody else signed in: it is gone', async () => {
  const out = await taken();
  await out.keeper.forget();
  expect([await out.caches.keys(), out.shown]).toEqual([[], nothingTaken]);
  const other = await taken();
  await other.keeper.open('other', ['1']);
  expect([await other.caches.keys(), other.shown]).toEqual([[], nothingTaken]);
});

test('measured for whoever is no longer here, it is offered to nobody', async () => {
  const world = new World();
  await world.keeper.open('worker', ['1']);
  const measuring = world.keeper.measure();
  await world.keeper.open('other', ['2']);
  await measuring;
  expect(world.shown).toEqual(nothingTaken);
  await world.keeper.take();
  expect(await world.caches.keys()).toEqual([]);
});

test('it is taken anew where somebody works elsewhere by now', async () => {
  const world = await taken();
  world.time += 12 * hour;
  world.keeper.works(['2', '1']);
  await world.keeper.catchUp();
  expect(world.shown.taken).toMatchObject({ at: world.time, paths: ['1', '2'] });
});

test('once somebody else is signed in in another window, one’s own goes and theirs stays', async () => {
  const world = await taken();
  const [own] = await world.caches.keys();
  const theirs = new MemoryCaches();
  await takeTiles({ caches: theirs, get: () => Promise.resolve(new Response('{}')), about: { login: 'other', paths: ['2'], box: null, at: 2_000, version: '"r1"' }, tiles: [], signal: new AbortController().signal, tell: () => undefined });
  const [name = ''] = await theirs.keys();
  const [from, to] = [await theirs.open(name), await world.caches.open(name)];
  const facts = await from.match('/field/map-taken.json');
  if (facts) await to.put('/field/map-taken.json', facts);
  expect(await world.caches.keys()).toEqual([own, name]);
  await world.keeper.giveWay();
  expect([await world.caches.keys(), world.shown]).toEqual([[name], nothingTaken]);
  await world.keeper.giveWay();
  await world.keeper.take();
  expect(await world.caches.keys()).toEqual([name]);
});
