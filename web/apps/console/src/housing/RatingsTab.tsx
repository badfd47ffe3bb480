import { address, type RatingPage } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { ExportMenu } from '../page/ExportMenu';
import { Link } from '../page/Link';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { ChoiceFilter } from './ChoiceFilter';
import { FollowedRows } from './FollowedRows';
import { useHousingCatalogue, useRatings } from './queries';
import { RatingDue } from './RatingDue';
import { RatingState } from './RatingState';
import { Stars } from './Stars';
import { StarUses } from './StarUses';
import { useWords } from './useWords';

type Row = RatingPage['rows'][number];

/** Ratings by where they stand: drafts to decide, decisions to publish, and the appeals desk. */
export function RatingsTab() {
  const { t, say, day } = useTexts();
  const [, go] = useLocation();
  const words = useWords();
  const area = useArea();
  const [params, change] = useParams();
  const catalogue = useHousingCatalogue().data;
  const late = params.get('which') === 'late';
  const set = (changes: Record<string, string | null>) => change({ after: null, ...changes });
  const asked = { area, state: params.get('state'), overdue: late || null };
  const ratings = useRatings({ ...asked, after: params.get('after'), size: 20 });
  const path = (row: Row) => `/housing/buildings/${row.building.id}?tab=ratings`;
  const columns: Column<Row>[] = [
    { key: 'building', title: t('housing.building'), render: (row) => <Link to={path(row)}>{say(row.building.label)}</Link> },
    { key: 'stars', title: t('housing.starsTitle'), width: 190, render: (row) => <Stars value={row.stars} /> },
    { key: 'state', title: t('cases.state'), width: 170, render: (row) => <RatingState value={row.state} /> },
    { key: 'due', title: t('housing.waitsFor'), width: 260, render: (row) => <RatingDue row={row} /> },
    { key: 'cause', title: t('housing.cause'), width: 150, render: (row) => say(row.cause.label) },
    { key: 'drafted', title: t('housing.drafted'), width: 120, render: (row) => day(row.drafted_at) },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <Segmented
          aria-label={t('cases.which')} value={late ? 'late' : 'all'} onChange={(value) => set({ which: value === 'late' ? 'late' : null })}
          options={[{ value: 'all', label: t('list.all') }, { value: 'late', label: t('housing.appealsLate') }]}
        />
        <ChoiceFilter label={t('cases.state')} choices={words(catalogue?.rating_states)} value={params.get('state')} onChange={(state) => set({ state })} />
        <span className="ll-grow" />
        <ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/housing/ratings', { ...asked, format: 'csv' }) }]} />
      </div>
      <FollowedRows
        label={t('housing.tab.ratings')} columns={columns} list={ratings} onRow={(row) => go(path(row))}
        filtered={late || params.get('state') !== null} clear={() => set({ state: null, which: null })}
        empty={{ title: t('housing.noRatings'), action: t('housing.noRatingsDo') }}
      />
      <StarUses />
    </>
  );
}
