import { ApiError, type Box, ownAreas } from '@linli/kit/client';
import { around } from '@linli/kit/map';
import { heard } from '../sync/server';
import { cover, pathOf, samples, type TilePlace } from './cover';
import { type Caches, type GetTile, mostBytes, type Progress, takenOf, type TakenMap, takeTiles, throwAway, throwAwayOf, tileOf } from './kept';

/** The map of this device as the screens show it. */
export interface MapState {
  taken: TakenMap | null;
  /** What would be taken along, before somebody says yes. */
  offer: { tiles: number; bytes: number } | null;
  progress: Progress | null;
}

/** What the keeper needs of the browser and the server. */
export interface Outside {
  /** None where the browser keeps nothing for pages. */
  caches(): Caches | undefined;
  get: GetTile;
  boxes(paths: string[]): Promise<Box[]>;
  /** Has the code that draws kept as well, so that it is here without a network. */
  keepCode(): Promise<void>;
  now(): number;
}

export const nothingTaken: MapState = { taken: null, offer: null, progress: null };

/** Whether the register has changed is asked so often, and never oftener. */
const askEveryMs = 12 * 3_600_000;

async function get(path: string, signal: AbortSignal): Promise<Response> {
  const answer = await heard(fetch(path, { credentials: 'same-origin', signal })).catch((cause: unknown) => { signal.throwIfAborted(); throw cause; });
  if (!answer.ok) throw new ApiError(answer.status);
  return answer;
}

/** Tells the service worker to keep what draws the map; without one the browser asks the server each time. */
function keepCode(): Promise<void> {
  const worker = 'serviceWorker' in navigator ? navigator.serviceWorker.controller : null;
  if (!worker) return Promise.resolve();
  return new Promise((done, failed) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => failed(new ApiError(0)), 120_000);
    port1.onmessage = ({ data }: MessageEvent<boolean>) => {
      clearTimeout(timer);
      port1.close();
      if (data) done();
      else failed(new ApiError(0));
    };
    worker.postMessage('keep-map', [port2]);
  });
}

const browser: Outside = {
  caches: () => (globalThis as { caches?: CacheStorage }).caches,
  get,
  boxes: async (paths) => (await heard(ownAreas(paths))).flatMap(({ box }) => (box ? [box] : [])),
  keepCode,
  now: Date.now,
};

/** Takes the map of one's own areas along, keeps it right, and throws it away. */
export class MapKeeper {
  private state = nothingTaken;
  private login: string | null = null;
  private paths: string[] = [];
  private plan: { paths: string[]; tiles: TilePlace[]; version: string; box: Box | null } | null = null;
  private stop: AbortController | null = null;
  private askedAt = -Infinity;

  constructor(private readonly show: (map: MapState) => void, private readonly outside: Outside = browser) {}

  /** What is here for whoever is signed in. Another account's goes away. */
  async open(login: string, paths: string[]): Promise<void> {
    const caches = this.outside.caches();
    if (this.login !== login) this.drop();
    this.login = login;
    this.works(paths);
    // What is being taken along is not finished, and not broken off either.
    if (!this.stop && caches) this.set({ taken: await takenOf(caches, login) });
  }

  /** Where whoever is signed in works, as the server says now. */
  works(paths: string[]): void { this.paths = [...new Set(paths)].sort(); }

  /** A tile for the map that is drawn. */
  readonly tile = (path: string, signal: AbortSignal): Promise<ArrayBuffer> => {
    const caches = this.outside.caches();
    return caches ? tileOf(caches, path, signal, this.outside.get) : this.outside.get(path, signal).then((answer) => answer.arrayBuffer());
  };

  /** The box of one's own areas, from the server. */
  async box(): Promise<Box | null> {
    return around(await this.outside.boxes(this.paths));
  }

  /** Finds out what would be taken along. Nothing is kept yet. */
  async measure(): Promise<void> {
    const { login, paths } = this;
    const boxes = await this.outside.boxes(paths);
    const tiles = cover(boxes);
    const [signal, looked] = [new AbortController().signal, samples(tiles)];
    let bytes = 0;
    for (const { place, of } of looked) bytes += (await (await this.outside.get(pathOf(place), signal)).arrayBuffer()).byteLength * of;
    const [first] = tiles;
    const version = first ? await this.version(first, signal) : '';
    // Signed out or somebody else meanwhile: these are not their areas.
    if (this.login !== login) return;
    this.plan = { paths, tiles, version, box: around(boxes) };
    this.set({ offer: { tiles: tiles.length, bytes: Math.min(bytes, mostBytes) } });
  }

  /** Not taken along after all. */
  decline(): void {
    this.plan = null;
    this.set({ offer: null });
  }

  /** Takes along what was measured. */
  async take(): Promise<void> {
    const { login, plan } = this;
    const caches = this.outside.caches();
    if (!caches || !plan || login === null || this.stop) return;
    const stop = new AbortController();
    this.stop = stop;
    this.set({ offer: null, progress: { done: 0, of: plan.tiles.length, bytes: 0 } });
    const about = { login, paths: plan.paths, box: plan.box, version: plan.version, at: this.outside.now() };
    try {
      await this.outside.keepCode();
      await takeTiles({ caches, get: this.outside.get, about, tiles: plan.tiles, signal: stop.signal, tell: (progress) => { if (this.stop === stop) this.set({ progress }); } });
      this.askedAt = this.outside.now();
    } catch (cause) {
      if (!stop.signal.aborted) throw cause;
    } finally {
      if (this.stop === stop) this.stop = null;
      if (this.plan === plan) this.plan = null;
      // Signed out or somebody else meanwhile: it is not theirs to see.
      const taken = this.login === login ? await takenOf(caches, login) : null;
      if (this.login === login) this.set({ progress: null, taken });
    }
  }

  /** Stops what is under way; what was here before stays. */
  cancel(): void { this.stop?.abort(); }

  /** Throws away what was taken along. */
  async remove(): Promise<void> {
    const caches = this.outside.caches();
    if (caches) await throwAway(caches);
    this.set({ taken: null });
  }

  /** With a network: takes the map along anew where the register, or where one works, has changed. */
  async catchUp(): Promise<void> {
    const { login, paths, state: { taken } } = this;
    if (!taken || this.stop || this.state.offer || this.outside.now() - this.askedAt < askEveryMs) return;
    this.askedAt = this.outside.now();
    const boxes = await this.outside.boxes(paths);
    const [tiles, signal] = [cover(boxes), new AbortController().signal];
    const [first] = tiles;
    if (!first) return;
    const version = await this.version(first, signal);
    if (this.login !== login || this.stop || this.state.offer) return;
    if (version === taken.version && paths.join() === taken.paths.join()) return;
    this.plan = { paths, tiles, version, box: around(boxes) };
    await this.take();
  }

  /** Signed out: it goes with everything else. */
  async forget(): Promise<void> {
    this.drop();
    this.login = null;
    await this.remove();
  }

  /** Somebody else is signed in in this browser: what is here for this account goes, what is theirs stays. */
  async giveWay(): Promise<void> {
    const { login } = this;
    this.drop();
    this.login = null;
    const caches = this.outside.caches();
    if (caches && login !== null) await throwAwayOf(caches, login);
  }

  /** Lets go of what is under way for whoever was here. */
  private drop(): void {
    this.stop?.abort();
    this.stop = null;
    this.plan = null;
    this.askedAt = -Infinity;
    this.set(nothingTaken);
  }

  private async version(place: TilePlace, signal: AbortSignal): Promise<string> {
    return (await this.outside.get(pathOf(place), signal)).headers.get('etag') ?? '';
  }

  private set(part: Partial<MapState>): void {
    this.state = { ...this.state, ...part };
    this.show(this.state);
  }
}
