/** Which notice tells which step of a hazard; an order and a referral are told while something is to be done, and not those from before it was reopened. */
const ofStep: Readonly<Record<string, string>> = { order: 'order', verify: 'reinspection', refer: 'referral' };

/** What a notice of a hazard can tell now, of what was done to it. */
export function kindsOfHazard({ steps, open }: { steps: readonly { deed: string }[]; open: boolean }): string[] {
  const deeds = steps.map(({ deed }) => deed);
  const reopened = deeds.lastIndexOf('reopen');
  const kinds = deeds.filter((deed, at) => deed === 'verify' || at > reopened).map((deed) => ofStep[deed]).filter((kind) => kind !== undefined);
  return [...new Set(kinds)].filter((kind) => open || kind === 'reinspection');
}

/** What a notice of a unit can tell now: that its letting is suspended, or that it was and is not. */
export function kindsOfUnit(suspended: boolean, told: readonly string[]): string[] {
  if (suspended) return ['suspension'];
  return told.includes('suspension') ? ['lifting'] : [];
}
