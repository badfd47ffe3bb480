import type { RoomBlock } from '@linli/kit/client';

/** A part of a building: how many rooms of each kind it has, and what is known of them. */
export interface Part { part: string; rooms: number; dwellings: number; occupancy: Record<string, number>; organisations: number; events: number }

/** The parts that rooms fall into; an organisation with several rooms of a part counts once there. */
export function partsOf(rooms: readonly RoomBlock[], of: (room: RoomBlock) => string): Part[] {
  const groups = new Map<string, RoomBlock[]>();
  for (const room of rooms) groups.set(of(room), [...(groups.get(of(room)) ?? []), room]);
  return [...groups].map(([part, own]) => {
    const occupancy: Record<string, number> = {};
    for (const { occupancy: state } of own) occupancy[state] = (occupancy[state] ?? 0) + 1;
    return {
      part, occupancy, rooms: own.length, dwellings: own.filter(({ use }) => use === 'dwelling').length,
      organisations: new Set(own.flatMap((room) => room.organisations.map(({ id }) => id))).size,
      events: own.reduce((sum, room) => sum + room.events, 0),
    };
  });
}
