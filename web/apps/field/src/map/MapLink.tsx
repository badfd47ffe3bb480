import { useTexts } from '@linli/kit/texts';
import { useStops } from './useStops';

/** Leads to a task's place on the map, where it has one. */
export function MapLink({ id }: { id: string }) {
  const { t } = useTexts();
  const stop = useStops().find((each) => each.id === id);
  if (!stop?.point) return null;
  return <a className="lf-onmap" href={`#/map/${stop.id}`} aria-label={t('field.map.showNamed', { n: stop.n })}>{t('field.map.show')}</a>;
}
