import type { RoomRow } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { layRooms, neighbour } from './roomChart';

const room = (entrance: string | null, floor: number, name: string): RoomRow => ({
  id: `${entrance}-${name}`, code: '', floor, room: name, entrance, use: 'dwelling', occupancy: 'owner',
});
const rooms = [room('1', 1, '101'), room('1', 12, '1202'), room('1', 12, '1201'), room('2', 12, '1201'), room('2', 1, '102')];

test('puts the top floor first and the same rooms under one another', () => {
  const chart = layRooms(rooms);
  expect(chart.floors).toEqual([12, 1]);
  expect(chart.entrances.map((each) => each.columns)).toEqual([['01', '02'], ['01', '02']]);
  expect(chart.entrances[0]?.cells.get(1)?.get('01')?.room).toBe('101');
});

test('keeps two rooms of one number on a floor apart', () => {
  const chart = layRooms([room(null, 3, 'A'), { ...room(null, 3, 'A'), id: 'other' }]);
  expect(chart.entrances[0]?.columns).toEqual(['A', "A'"]);
});

test('moves over gaps and stops at the edge', () => {
  const chart = layRooms(rooms);
  expect(neighbour(chart, '1-1202', 'ArrowRight')).toBe('2-1201');
  expect(neighbour(chart, '1-101', 'ArrowRight')).toBe('2-102');
  expect(neighbour(chart, '1-1201', 'ArrowUp')).toBeNull();
  expect(neighbour(chart, '1-1201', 'Enter')).toBeNull();
});
