import type { RoomRow } from '@linli/kit/client';

/** How a room looks in the chart: its colour and shape, the same in words, and a mark in its corner. */
export interface RoomLook { className: string; says: string; corner?: string | null }

/** One entrance of the chart: its columns, and on each floor the room of each column. */
export interface ChartEntrance { entrance: string | null; columns: string[]; cells: Map<number, Map<string, RoomRow>> }

/** A building's rooms, floor by room, entrance beside entrance. */
export interface RoomChart { floors: number[]; entrances: ChartEntrance[] }

const natural = new Intl.Collator('en', { numeric: true }).compare;

/** The room's place on its floor: its number without the floor before it. */
function columnOf(row: RoomRow): string {
  const floor = String(row.floor);
  return row.room.startsWith(floor) && row.room.length >= floor.length + 2 ? row.room.slice(floor.length) : row.room;
}

/** Lays the rooms out as people draw them: the top floor first, the first entrance at the left. */
export function layRooms(rows: readonly RoomRow[]): RoomChart {
  const floors = [...new Set(rows.map((row) => row.floor))].sort((a, b) => b - a);
  const names = [...new Set(rows.map((row) => row.entrance))].sort((a, b) => natural(a ?? '', b ?? ''));
  const entrances = names.map((entrance) => {
    const cells = new Map<number, Map<string, RoomRow>>();
    const columns = new Set<string>();
    for (const row of rows) {
      if (row.entrance !== entrance) continue;
      const line = cells.get(row.floor) ?? new Map<string, RoomRow>();
      let column = columnOf(row);
      while (line.has(column)) column = `${column}'`;
      line.set(column, row);
      columns.add(column);
      cells.set(row.floor, line);
    }
    return { entrance, columns: [...columns].sort(natural), cells };
  });
  return { floors, entrances };
}

/** The rooms in reading order by floor, for moving with the arrow keys. */
export function neighbour(chart: RoomChart, id: string, key: string): string | null {
  const lines = chart.floors.map((floor) => chart.entrances.flatMap((each) => each.columns.map((column) => each.cells.get(floor)?.get(column)?.id ?? null)));
  const y = lines.findIndex((line) => line.includes(id));
  const x = lines[y]?.indexOf(id) ?? -1;
  if (y < 0 || x < 0) return null;
  const dx = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  const dy = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (dx === 0 && dy === 0) return null;
  for (let i = x + dx, j = y + dy; ; i += dx, j += dy) {
    const line = lines[j];
    if (!line || i < 0 || i >= line.length) return null;
    const found = line[i];
    if (found) return found;
  }
}
