import type { BoundIdentity } from '@linli/kit/client';
import type { Texts } from '@linli/kit/texts';

/** Whose word it is, by its address, and of what is bound since when and when it was last used: a line each. */
export function whoseWord({ t, moment }: Pick<Texts, 't' | 'moment'>, issuer: string, bound?: BoundIdentity | null): string[] {
  const lines = [t('signOn.issuer', { issuer })];
  if (bound) lines.push(t('signOn.bound', { at: moment(bound.bound_at) }));
  if (bound?.used_at) lines.push(t('signOn.used', { at: moment(bound.used_at) }));
  return lines;
}
