import { type CampaignPage, type CampaignTarget, type CampaignTargetPage, type HousingCatalogue, type OwnRound, read } from '@linli/kit/client';
import type { Device } from '../store/device';
import { heard, within } from './server';

const catalogueGoodMs = 12 * 3_600_000;
const targetsGoodMs = 5 * 60_000;

export interface KeptHousing { at: number; catalogue: HousingCatalogue }

/** Own targets of campaigns under way that nobody inspected yet. */
export interface OwnTarget { campaign: string; target: CampaignTarget }
export interface KeptTargets { at: number; rows: OwnTarget[] }

/** Takes along an inspector's own round of today and own targets, with what is looked at, what may be answered, and the types of hazards. */
export async function takeRound(device: Device, now: number): Promise<void> {
  await device.setFact('round', await heard(read<OwnRound>('/api/housing/plans/mine', {}, within(30))));
  const before = await device.fact<KeptHousing>('housing');
  if (!before || now - before.at > catalogueGoodMs) {
    const catalogue = await heard(read<HousingCatalogue>('/api/housing/catalogue', {}, within(60)));
    await device.setFact('housing', { at: now, catalogue } satisfies KeptHousing);
  }
  const targets = await device.fact<KeptTargets>('targets');
  if (!targets || now - targets.at > targetsGoodMs) await device.setFact('targets', { at: now, rows: await ownTargets() } satisfies KeptTargets);
}

async function ownTargets(): Promise<OwnTarget[]> {
  const { rows } = await heard(read<CampaignPage>('/api/housing/campaigns', { state: 'open', size: 50 }, within(30)));
  const found: OwnTarget[] = [];
  for (const { id, title } of rows) {
    const page = await heard(read<CampaignTargetPage>(`/api/housing/campaigns/${id}/targets`, { mine: true, size: 200 }, within(30)));
    found.push(...page.rows.filter(({ visited_on }) => visited_on === null).map((target) => ({ campaign: title, target })));
  }
  return found;
}
