import type { AreaRef, Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';

interface Props { path: AreaRef[]; building?: { id: string; label: Text }; floor?: string | null; entrance?: string | null }

/** The way down to a place: each step is a block of its own. */
export function PlacePath({ path, building, floor, entrance }: Props) {
  const { t, say } = useTexts();
  const to = building && `/blocks/buildings/${building.id}`;
  return (
    <nav className="ll-path" aria-label={t('blocks.path')}>
      {path.map((area) => <span key={area.id}><Link to={`/blocks?area=${area.id}`}>{say(area.name)}</Link></span>)}
      {building && to && <span><Link to={to}>{say(building.label)}</Link></span>}
      {to && entrance && <span><Link to={`${to}?entrance=${encodeURIComponent(entrance)}`}>{t('register.entranceN', { n: entrance })}</Link></span>}
      {to && floor && <span><Link to={`${to}?floor=${floor}`}>{t('register.floorN', { n: floor })}</Link></span>}
    </nav>
  );
}
