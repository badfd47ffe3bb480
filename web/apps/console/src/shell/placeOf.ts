import type { Hit } from '@linli/kit/client';

/** The page that shows a found place: the map where the account has it, else the register. */
export function placeOf(hit: Hit, map: boolean): string {
  if (hit.kind === 'area') return map ? `/map?area=${hit.id}` : `/register?area=${hit.id}`;
  if (hit.kind === 'unit' && (!map || !hit.point)) return `/register/units/${hit.id}`;
  if (hit.kind === 'building' && !map) return `/register/buildings/${hit.id}`;
  if (!map) return '/register';
  const at = hit.point ? `${hit.point.lon.toFixed(6)},${hit.point.lat.toFixed(6)}` : '';
  const chosen = hit.kind === 'building' || hit.kind === 'unit' ? `${hit.kind}=${hit.id}` : '';
  return `/map?${[chosen, at && `at=${at}`].filter(Boolean).join('&')}`;
}
