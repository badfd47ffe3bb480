import type { Box } from '@linli/kit/client';
import { lastZoom, pathOf, type TilePlace } from './cover';

/** The map that was taken along: for whom, of where, when, of which version of the register, and whether it goes down to the nearest zoom everywhere. */
export interface TakenMap { login: string; paths: string[]; box: Box | null; at: number; version: string; tiles: number; bytes: number; whole: boolean }

/** How far taking it along has come. */
export interface Progress { done: number; of: number; bytes: number }

export type Caches = Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>;
/** Asks the server for a tile. */
export type GetTile = (path: string, signal: AbortSignal) => Promise<Response>;

/** The service worker looks for caches of this name too. */
export const family = 'linli-map-';
const factsPath = '/field/map-taken.json';
/** Bytes taken along at most. */
export const mostBytes = 40 * 2 ** 20;
/** Tiles asked for at a time. */
const atOnce = 4;

const named = async (caches: Caches) => (await caches.keys()).filter((name) => name.startsWith(family));

/** What a cache says of its map; nothing while it is being filled. */
async function told(caches: Caches, name: string): Promise<TakenMap | null> {
  const facts = await (await caches.open(name)).match(factsPath);
  return facts ? ((await facts.json()) as TakenMap) : null;
}

/** The map that is here for an account. What was broken off, is another account's or older goes away. */
export async function takenOf(caches: Caches, login: string): Promise<TakenMap | null> {
  const found: { name: string; map: TakenMap }[] = [];
  for (const name of await named(caches)) {
    const map = await told(caches, name);
    if (map?.login === login) found.push({ name, map });
    else await caches.delete(name);
  }
  found.sort((a, b) => b.map.at - a.map.at);
  for (const { name } of found.slice(1)) await caches.delete(name);
  return found[0]?.map ?? null;
}

/** Throws away whatever was taken along. */
export async function throwAway(caches: Caches): Promise<void> {
  for (const name of await named(caches)) await caches.delete(name);
}

/** Throws away what was taken along for an account, and nothing of another's. */
export async function throwAwayOf(caches: Caches, login: string): Promise<void> {
  for (const name of await named(caches)) if ((await told(caches, name))?.login === login) await caches.delete(name);
}

/** A tile: as it was taken along, else from the server. */
export async function tileOf(caches: Caches, path: string, signal: AbortSignal, get: GetTile): Promise<ArrayBuffer> {
  const kept = await caches.match(path);
  return (kept ?? (await get(path, signal))).arrayBuffer();
}

interface Taking { caches: Caches; get: GetTile; about: Omit<TakenMap, 'tiles' | 'bytes' | 'whole'>; tiles: readonly TilePlace[]; signal: AbortSignal; most?: number; tell(progress: Progress): void }

/** Takes tiles along into a cache of their own, which counts once it is whole; the one before stays until then. What comes after the bound of bytes is left out. */
export async function takeTiles({ caches, get, about, tiles, signal, most = mostBytes, tell }: Taking): Promise<TakenMap> {
  const name = `${family}${String(about.at)}`;
  const cache = await caches.open(name);
  const rest = [...tiles];
  let [done, bytes, over] = [0, 0, false];
  const work = async () => {
    for (let place = rest.shift(); place && !over; place = rest.shift()) {
      const path = pathOf(place);
      const body = await (await get(path, signal)).arrayBuffer();
      // Full, failed or given up meanwhile: what still arrives is not kept.
      if (over) return;
      signal.throwIfAborted();
      over = bytes + body.byteLength > most;
      if (over) return;
      bytes += body.byteLength;
      done += 1;
      await cache.put(path, new Response(body, { headers: { 'content-type': 'application/vnd.mapbox-vector-tile' } }));
      tell({ done, of: tiles.length, bytes });
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    signal.throwIfAborted();
    const map: TakenMap = { ...about, tiles: done, bytes, whole: done === tiles.length && tiles.at(-1)?.z === lastZoom };
    await cache.put(factsPath, new Response(JSON.stringify(map)));
    const all = await named(caches);
    // Another window took it for broken off: the one before stays.
    if (!all.includes(name)) throw new Error('the map was thrown away meanwhile');
    for (const other of all) if (other !== name) await caches.delete(other);
    return map;
  } catch (cause) {
    over = true;
    await caches.delete(name);
    throw cause;
  }
}
