import { address } from '@linli/kit/client';

/** The way to a list of rental housing with its filters; the area stays. */
export function listPath(tab: string, area: string | null, query: Record<string, string> = {}): string {
  return address('/housing', { tab, ...query, area });
}
