import type { Hazard } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';

/** Where a hazard is: the unit, else the building as a whole, each with its housing file. */
export function PlaceName({ place }: { place: Hazard['place'] }) {
  const { t, say } = useTexts();
  const { building, unit } = place;
  return unit
    ? <Link to={`/housing/units/${unit.id}`}>{say(unit.label)}</Link>
    : <><Link to={`/housing/buildings/${building.id}`}>{say(building.label)}</Link> <span className="ll-soft">{t('housing.asWhole')}</span></>;
}
