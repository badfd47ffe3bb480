/** What may be declared by whom; the server holds the same, and refuses the rest. */
export const capacities = ['tenant', 'landlord', 'sub_letter', 'agency', 'employer', 'operator'] as const;
export const uses = ['dwelling', 'dormitory', 'shop', 'warehouse', 'site'] as const;
export const documents = ['identity_card', 'other'] as const;
export const answers = ['they_left', 'moved_here', 'together', 'as_declared'] as const;
export const columns = ['unit', 'name', 'document', 'number', 'phone', 'from', 'until'] as const;

export type Capacity = (typeof capacities)[number];

const ties: Record<Capacity, readonly string[]> = {
  tenant: ['lives', 'works', 'operates'],
  landlord: ['lets', 'lives', 'operates'],
  sub_letter: ['sub_lets', 'lives', 'operates'],
  agency: ['brokers', 'lives', 'operates'],
  employer: ['houses', 'lives', 'works'],
  operator: ['operates', 'works'],
};
/** Whoever answers for a place says so of themselves alone. */
const ofOneself = new Set(['lets', 'sub_lets', 'brokers', 'houses']);
const housed = new Set(['dormitory', 'site']);

/** What somebody may declare, of themselves or of another, at such a place. */
export function tiesOf(by: Capacity, own: boolean, usedAs: string): string[] {
  return ties[by].filter((tie) => (own || !ofOneself.has(tie)) && (tie !== 'houses' || housed.has(usedAs)));
}

export interface Draft {
  id: string; by: Capacity; used_as: string; tie: string; own: boolean; unit: string; from: string; until: string;
  name: string; document: string; number: string; phone: string;
}

/** What is not done at one press: it asks for more, or it ends the declaration. */
export const asksFirst = (deed: string): boolean => ['answer', 'correct', 'leave', 'withdraw', 'deny'].includes(deed);

/** The day that a clock shows here: before eight in the morning that is not yet the day of Greenwich. */
export function dayOf(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** An empty declaration from today; its id is made once, so that what is sent twice is done once. */
export function blank(id: string, today: string): Draft {
  return { id, by: 'tenant', used_as: 'dwelling', tie: 'lives', own: true, unit: '', from: today, until: '', name: '', document: 'identity_card', number: '', phone: '' };
}

/** The draft with a change, and with a tie that still may be declared. */
export function changed(draft: Draft, part: Partial<Draft>): Draft {
  const next = { ...draft, ...part };
  const open = tiesOf(next.by, next.own, next.used_as);
  return open.includes(next.tie) ? next : { ...next, tie: open[0] ?? '' };
}

/** Whether everything that is needed is there. */
export function isWhole(draft: Draft): boolean {
  return Boolean(draft.unit.trim() && draft.name.trim() && draft.from && draft.tie && (draft.own || draft.number.trim()));
}

/** What is sent. */
export function body({ id, by, used_as, tie, own, unit, from, until, name, document, number, phone }: Draft) {
  const some = (text: string) => text.trim() || null;
  return { id, unit: unit.trim(), by, tie, used_as, from, until: some(until), own, who: { name: name.trim(), document, number: some(number), phone: some(phone) } };
}
