import { type CampaignPage, type CampaignTarget, type CampaignTargetPage, type HousingCatalogue, type OwnRound, read } from '@linli/kit/client';
import type { Device } from '../store/device';
import { heard, within } from './server';

const catalogueGoodMs = 12 * 3_600_000;
const targetsGoodMs = 5 * 60_000;

export interface KeptHousing { at: number; catalogue: HousingCatalogue }

/** A round as it is kept here. `also` are the codes of the buildings beside it of which it was asked what is open there. */
export interface KeptRound extends OwnRound { also?: string[] }

/** How many targets of campaigns are asked for with the round. */
const targetsAlong = 100;

/** Own targets of campaigns under way that nobody inspected yet. */
export interface OwnTarget { campaign: string; target: CampaignTarget }
export interface KeptTargets { at: number; rows: OwnTarget[] }

/** Takes along an inspector's own round of today and own targets, with what is looked at, what may be answered, and the types of hazards. */
export async function takeRound(device: Device, now: number): Promise<void> {
  const before = await device.fact<KeptHousing>('housing');
  if (!before || now - before.at > catalogueGoodMs) {
    const catalogue = await heard(read<HousingCatalogue>('/api/housing/catalogue', {}, within(60)));
    await device.setFact('housing', { at: now, catalogue } satisfies KeptHousing);
  }
  const targets = await device.fact<KeptTargets>('targets');
  if (!targets || now - targets.at > targetsGoodMs) await device.setFact('targets', { at: now, rows: await ownTargets() } satisfies KeptTargets);
  await device.setFact('round', await roundWith((await device.fact<string[]>('also')) ?? [], (await device.fact<KeptTargets>('targets'))?.rows ?? []));
}

/** The round, with what is open at places beside it: those that somebody went to by the code at the door, and targets. */
async function roundWith(codes: string[], targets: OwnTarget[]): Promise<KeptRound> {
  const buildings = targets.slice(0, targetsAlong).map(({ target }) => target.building);
  const also = [...new Set([...codes, ...buildings.map(({ id }) => id)])].join(',');
  const round = await heard(read<OwnRound>('/api/housing/plans/mine', { also }, within(30)));
  return { ...round, also: [...codes, ...buildings.map(({ code }) => code)] };
}

/** Whether this device was told what is open at a building. */
export const isAlong = (round: KeptRound | null, building: string): boolean =>
  round !== null && (round.visits.some((visit) => visit.building.code === building) || (round.also ?? []).includes(building));

async function ownTargets(): Promise<OwnTarget[]> {
  const { rows } = await heard(read<CampaignPage>('/api/housing/campaigns', { state: 'open', size: 50 }, within(30)));
  const found: OwnTarget[] = [];
  for (const { id, title } of rows) {
    const page = await heard(read<CampaignTargetPage>(`/api/housing/campaigns/${id}/targets`, { mine: true, size: 200 }, within(30)));
    found.push(...page.rows.filter(({ visited_on }) => visited_on === null).map((target) => ({ campaign: title, target })));
  }
  return found;
}
