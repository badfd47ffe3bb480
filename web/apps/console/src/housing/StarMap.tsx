import type { Box } from '@linli/kit/client';
import { isIn, type MapMark } from '@linli/kit/map';
import { tokens } from '@linli/kit/tokens';
import { useTexts } from '@linli/kit/texts';
import { Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { MapSlot } from '../map/MapSlot';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { useAreaDetail } from '../shell/queries';
import { ChoiceFilter } from './ChoiceFilter';
import { OpenCount } from './OpenCount';
import { useHousingCatalogue } from './queries';
import { Stars } from './Stars';
import { TierMark } from './TierMark';
import { useStarMap } from './useStarMap';
import { useWords } from './useWords';

/** Published stars and overdue hazards on the map, with a list beside it that follows the map's window. */
export default function StarMap() {
  const { t, say, number } = useTexts();
  const words = useWords();
  const [params, change] = useParams();
  const area = useArea();
  const box = useAreaDetail(area).data?.box;
  const catalogue = useHousingCatalogue().data;
  const [seen, setSeen] = useState<Box | null>(null);
  const chosen = params.get('building');
  const overdue = params.get('overdue') === 'on';
  const found = useStarMap({ area, stars: params.get('stars'), tier: params.get('tier'), overdue: overdue ? true : null });
  const rows = found.data?.rows;
  const marks = useMemo(() => (rows ?? []).flatMap(({ id, stars, point }): MapMark[] => {
    if (!point) return [];
    const colour = stars === null ? tokens.unknown : tokens.starScale[stars - 1] ?? tokens.star;
    return [{ id, colour, ink: stars !== null && stars < 4 ? tokens.ink : tokens.paper, sign: stars === null ? '–' : String(stars), point }];
  }), [rows]);
  const inWindow = (rows ?? []).filter(({ point }) => point && (!seen || isIn(seen, point)));
  const at = rows?.find(({ id }) => id === chosen)?.point ?? null;
  const pick = (id: string | null) => change({ building: id }, true);
  const stars = [...['5', '4', '3', '2', '1'].map((value) => ({ value, label: t('housing.stars', { n: Number(value) }) })), { value: 'none', label: t('housing.unrated') }];
  return (
    <Page title={t('starMap.title')} lead={t('starMap.lead')}>
      <div className="ll-list-bar">
        <ChoiceFilter label={t('housing.starsTitle')} choices={stars} value={params.get('stars')} onChange={(value) => change({ stars: value })} />
        <ChoiceFilter label={t('housing.tier')} choices={words(catalogue?.tiers)} value={params.get('tier')} onChange={(value) => change({ tier: value })} />
        <Checkbox checked={overdue} onChange={(event) => change({ overdue: event.target.checked ? 'on' : null })}>{t('starMap.overdue')}</Checkbox>
        <span className="ll-grow" />
        <span className="ll-soft" aria-live="polite">{rows && t('starMap.inWindow', { n: number(inWindow.length) })}</span>
      </div>
      {found.data?.more && <p className="ll-soft">{t('starMap.part', { n: number(found.data.rows.length) })}</p>}
      <div className="ll-star-map">
        <MapSlot at={at} zoom={16} box={box} building={chosen} marks={marks} onBuilding={pick} onWindow={setSeen} />
        <section className="ll-panel ll-star-list" aria-label={t('starMap.list')}>
          {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
          {found.isPending && <RowsSkeleton rows={8} />}
          {rows && inWindow.length === 0 && <EmptyState title={t('starMap.nothing')} action={t('map.nothingDo')} />}
          <ul>
            {inWindow.slice(0, 200).map((row) => (
              <li key={row.id}>
                <button type="button" aria-pressed={row.id === chosen} onClick={() => pick(row.id === chosen ? null : row.id)}>
                  <b>{say(row.label)}</b>
                  <Stars value={row.stars} />
                  <span><TierMark value={row.tier} /> <OpenCount open={row.open} overdue={row.overdue} /></span>
                </button>
                {row.id === chosen && <p className="ll-star-open"><Link to={`/housing/buildings/${row.id}`}>{t('starMap.open')}</Link></p>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Page>
  );
}
