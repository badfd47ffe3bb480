import { type HousingCatalogue, type OwnRound, read } from '@linli/kit/client';
import type { Device } from '../store/device';
import { heard, within } from './server';

const catalogueGoodMs = 12 * 3_600_000;

export interface KeptHousing { at: number; catalogue: HousingCatalogue }

/** Takes along an inspector's own round of today, with what is looked at, what may be answered, and the types of hazards. */
export async function takeRound(device: Device, roles: string[], now: number): Promise<void> {
  if (!roles.includes('inspector')) return;
  await device.setFact('round', await heard(read<OwnRound>('/api/housing/plans/mine', {}, within(30))));
  const before = await device.fact<KeptHousing>('housing');
  if (before && now - before.at <= catalogueGoodMs) return;
  const catalogue = await heard(read<HousingCatalogue>('/api/housing/catalogue', {}, within(60)));
  await device.setFact('housing', { at: now, catalogue } satisfies KeptHousing);
}
