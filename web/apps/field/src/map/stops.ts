import type { MicroEvent, OwnRound, Point, Text } from '@linli/kit/client';
import { microsAhead } from '../micro/ahead';
import type { Entry } from '../outbox/entry';
import type { Heap, Kept } from '../store/device';
import { entriesAt } from '../visit/visit';

/** A task and its place, with its number in the order of the day, and whether it is a visit of the round. */
export interface Stop { id: string; n: number; page: string; title: Text; where: Text; point: Point | null; isVisit: boolean; done: boolean }

/** What the day consists of, as it is on this device. */
export interface Tasks { round: OwnRound | null; cases: Kept[]; micro: MicroEvent[]; entries: Entry[] }

const soonest = (at: string | null): number => (at ? Date.parse(at) : Infinity);

/** Today's tasks in their order: the round as it was planned; then what is offered, one's own cases and micro-events, each by when it is due; last what only waits to be sent. */
export function stopsOf({ round, cases, micro, entries }: Tasks): Stop[] {
  // Inspected, though the server has not heard of it yet.
  const isInspected = (code: string) => entriesAt(entries, code).some(({ job, state }) => job.kind === 'inspect' && job.bar === null && state === 'waiting');
  const visits = (round?.visits ?? []).map(({ building, point, why, state }) => ({
    id: `visit:${building.id}`, page: `#/visit/${building.code}`, title: building.label, where: why.label, point, isVisit: true, done: state === 'done' || isInspected(building.code),
  }));
  const heap = (which: Heap) => cases.filter((each) => each.heap === which).sort((a, b) => soonest(a.detail.due_at) - soonest(b.detail.due_at)).map(({ id, detail }) => ({
    id: `case:${id}`, page: `#/case/${id}`, title: detail.subclass.title, where: detail.place.label, point: detail.place.point, isVisit: false, done: false,
  }));
  const places = new Map(micro.map(({ id, place }) => [id, place.point]));
  const micros = microsAhead(micro, entries).sort((a, b) => Number(b.waits) - Number(a.waits) || soonest(a.dueAt) - soonest(b.dueAt)).map(({ id, title, where }) => ({
    id: `micro:${id}`, page: `#/micro/${id}`, title, where, point: places.get(id) ?? null, isVisit: false, done: false,
  }));
  return [...visits, ...heap('offered'), ...heap('mine'), ...micros, ...heap('other')].map((stop, index) => ({ ...stop, n: index + 1 }));
}

/** Stops at one and the same place share a pin, in their order. */
export function byPlace(stops: readonly Stop[]): { point: Point; stops: Stop[] }[] {
  const found = new Map<string, { point: Point; stops: Stop[] }>();
  for (const stop of stops) {
    if (!stop.point) continue;
    const key = `${stop.point.lon.toFixed(5)},${stop.point.lat.toFixed(5)}`;
    const there = found.get(key);
    if (there) there.stops.push(stop);
    else found.set(key, { point: stop.point, stops: [stop] });
  }
  return [...found.values()];
}

/** Where the round still goes, in its order: it alone was planned as a way. */
export const wayOf = (stops: readonly Stop[]): Point[] => stops.flatMap(({ point, isVisit, done }) => (point && isVisit && !done ? [point] : []));

/** What a pin says of the tasks at its place: their numbers, of many the first and how many more. */
export function signOf(numbers: readonly number[]): string {
  return numbers.length > 3 ? `${String(numbers[0])} +${String(numbers.length - 1)}` : numbers.join('·');
}
