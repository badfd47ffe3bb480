import type { RoomBlock } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { partsOf } from './parts';

const room = (change: Partial<RoomBlock>): RoomBlock => ({ id: 'x', floor: 1, room: '101', entrance: null, use: 'dwelling', occupancy: 'unknown', organisations: [], events: 0, ...change });

test('counts an organisation once in a part, however many rooms it has there', () => {
  const shop = [{ id: 'a', name: 'A' }];
  const rooms = [room({ organisations: shop, events: 2 }), room({ organisations: shop, use: 'shop' }), room({ floor: 2, organisations: shop, occupancy: 'rented' })];
  expect(partsOf(rooms, ({ floor }) => String(floor))).toEqual([
    { part: '1', rooms: 2, dwellings: 1, occupancy: { unknown: 2 }, organisations: 1, events: 2 },
    { part: '2', rooms: 1, dwellings: 1, occupancy: { rented: 1 }, organisations: 1, events: 0 },
  ]);
  expect(partsOf(rooms, () => '')[0]?.organisations).toBe(1);
});

test('has no part without a room', () => {
  expect(partsOf([], () => '')).toEqual([]);
});
