import { type CaseCatalogue, type CasePage, type CaseRow, type CollectionCatalogue, type MicroEvent, type MicroEventCatalogue, type MicroEventPage, read } from '@linli/kit/client';
import type { Device, Heap } from '../store/device';
import { heard, server, within } from './server';

/** Cases asked for at a time. */
const atOnce = 4;
const catalogueGoodMs = 12 * 3_600_000;

export interface KeptCatalogue { at: number; catalogue: CaseCatalogue; micro?: MicroEventCatalogue; collection?: CollectionCatalogue }

/** Takes along the worker's own cases, those offered to them, and those of their areas that nobody has taken: whole, but only those that changed. */
export async function takeAlong(device: Device, areas: string[], now: number): Promise<void> {
  const list = async (query: Record<string, string | number | boolean>): Promise<CaseRow[]> => {
    const pages = [];
    for (const area of areas) pages.push(await heard(read<CasePage>('/api/cases', { area, open: true, sort: 'deadline', ...query }, within(30))));
    return pages.flatMap(({ rows }) => rows);
  };
  const [mine, free, offered] = [await list({ officer: 'me', size: 200 }), await list({ state: 'reported', size: 20 }), await list({ offered: true, size: 50 })];
  const heaps = new Map<string, Heap>();
  for (const { id } of free) heaps.set(id, 'free');
  for (const { id } of mine) heaps.set(id, 'mine');
  for (const { id } of offered) heaps.set(id, 'offered');
  const kept = new Map((await device.cases()).map((each) => [each.id, each.detail]));
  const changed = [...new Map([...mine, ...free, ...offered].map((row) => [row.id, row])).values()].filter((row) => isNews(row, kept.get(row.id)?.version));
  for (let from = 0; from < changed.length; from += atOnce) {
    await Promise.all(changed.slice(from, from + atOnce).map(async ({ id }) => device.keep(await server.show(id), heaps.get(id) ?? 'other')));
  }
  await device.keepOnly(heaps);
  await device.setFact('micro_events', await microEvents(areas));
  const before = await device.fact<KeptCatalogue>('catalogue');
  if (!before?.micro || !before.collection || now - before.at > catalogueGoodMs) {
    const catalogue = await heard(read<CaseCatalogue>('/api/cases/catalogue', {}, within(60)));
    const micro = await heard(read<MicroEventCatalogue>('/api/cases/micro-events/catalogue', {}, within(60)));
    const collection = await heard(read<CollectionCatalogue>('/api/cases/collections/catalogue', {}, within(60)));
    await device.setFact('catalogue', { at: now, catalogue, micro, collection } satisfies KeptCatalogue);
  }
  await device.setFact('synced_at', now);
}

/** Micro-events of the worker's areas that are to be put right, and those that are theirs to verify. They name nobody. */
async function microEvents(areas: string[]): Promise<MicroEvent[]> {
  const found = new Map<string, MicroEvent>();
  for (const area of areas) {
    for (const query of [{ state: 'found', sort: 'deadline', size: 100 }, { waits: true, size: 100 }]) {
      const { rows } = await heard(read<MicroEventPage>('/api/cases/micro-events', { area, ...query }, within(30)));
      for (const row of rows) if (row.offers.length > 0) found.set(row.id, row);
    }
  }
  return [...found.values()];
}

const isNews = (row: CaseRow, version: number | undefined): boolean => version === undefined || version < row.version;
