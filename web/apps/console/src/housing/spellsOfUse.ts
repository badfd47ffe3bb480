import type { HousingRelated } from '@linli/kit/client';

/** How a unit was used for a time: how it was lived in, by the month, or that its letting was suspended, by the day. */
export interface SpellOfUse { key: string; state: string; from: string | null; to: string | null }

const month = (day: string | null | undefined) => day?.slice(0, 7) ?? null;

/** How a unit was used over time, the last first; what no source gives a beginning to comes last. */
export function spellsOfUse({ lived_in: lived, suspensions }: Pick<HousingRelated, 'lived_in' | 'suspensions'>): SpellOfUse[] {
  const spells = lived.map(({ occupancy, from }, index) => ({ key: `lived/${index}`, state: occupancy, from: month(from), to: month(lived[index + 1]?.from) }));
  const suspended = suspensions.map(({ from, to }, index) => ({ key: `suspended/${index}`, state: 'suspended', from, to }));
  return [...suspended, ...spells].sort((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));
}
