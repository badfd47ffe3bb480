import { ApiError, type Building, type OwnRound, type Point, read } from '@linli/kit/client';
import type { Device } from '../store/device';
import { heard, within } from './server';

type Points = Record<string, Point | null>;

/** Takes along an inspector's own round of today, with what is looked at and where its buildings stand. */
export async function takeRound(device: Device, roles: string[]): Promise<void> {
  if (!roles.includes('inspector')) return;
  const round = await heard(read<OwnRound>('/api/housing/plans/mine', {}, within(30)));
  await device.setFact('round', round);
  const known = (await device.fact<Points>('round_points')) ?? {};
  const points: Points = {};
  for (const { building: { id } } of round.visits) points[id] = id in known ? (known[id] ?? null) : await pointOf(id);
  await device.setFact('round_points', points);
}

/** Where a building stands; nothing where the register does not say. */
async function pointOf(id: string): Promise<Point | null> {
  try {
    return (await heard(read<Building>(`/api/buildings/${id}`, {}, within(30)))).point;
  } catch (cause) {
    if (cause instanceof ApiError && (cause.status === 403 || cause.status === 404)) return null;
    throw cause;
  }
}
