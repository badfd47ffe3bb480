import type { CaseRow, Hit } from '@linli/kit/client';

/** What the box over every page may look for, by the pages that an account has. */
export function searchesOf(nav: readonly string[]): { places: boolean; cases: boolean } {
  return { places: nav.includes('register') || nav.includes('map'), cases: nav.includes('cases') };
}

/** Something that was found; `value` tells it from everything else in the list. */
export type Find = { value: string; hit: Hit } | { value: string; row: CaseRow };

/** What was found of one sort. */
export interface FindGroup { name: 'places' | 'cases'; finds: Find[] }

/** What was found, the places first; a sort of which nothing was found is left out. */
export function groupsOf(places: readonly Hit[], cases: readonly CaseRow[]): FindGroup[] {
  const groups: FindGroup[] = [
    { name: 'places', finds: places.map((hit) => ({ value: `${hit.kind}:${hit.id}`, hit })) },
    { name: 'cases', finds: cases.map((row) => ({ value: `case:${row.number}`, row })) },
  ];
  return groups.filter(({ finds }) => finds.length > 0);
}
