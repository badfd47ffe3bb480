import { useTexts } from '@linli/kit/texts';

const signs = [
  ['street', 'map.legend.street'], ['community', 'map.legend.community'], ['grid', 'map.legend.grid'],
  ['building', 'map.layer.building'], ['selected', 'map.legend.selected'], ['green', 'map.layer.green'],
  ['water', 'map.layer.water'], ['poi', 'map.layer.poi'],
] as const;

/** The signs of the map. */
export function MapLegend() {
  const { t } = useTexts();
  return <ul className="ll-signs">{signs.map(([sign, key]) => <li key={sign}><i className={`ll-sign-${sign}`} aria-hidden="true" />{t(key)}</li>)}</ul>;
}
