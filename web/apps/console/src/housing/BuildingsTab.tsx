import { address, type HousingBuilding } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { useLocation } from 'wouter';
import { Due } from '../cases/Due';
import { Link } from '../page/Link';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { ChoiceFilter } from './ChoiceFilter';
import { OpenCount } from './OpenCount';
import { useHousingBuildings, useHousingCatalogue } from './queries';
import { RatingState } from './RatingState';
import { Stars } from './Stars';
import { TierMark } from './TierMark';
import { useWords } from './useWords';

/** What a choice of the switch asks the server for. */
const which = { all: {}, open: { open: true }, late: { overdue: true } } as const;

/** Buildings with a housing file: search, filters, order, export. */
export function BuildingsTab() {
  const { t, say, word, day } = useTexts();
  const [, go] = useLocation();
  const words = useWords();
  const { query, filter, set } = useList();
  const catalogue = useHousingCatalogue().data;
  const chosen = (filter('which') ?? 'all') as keyof typeof which;
  const asked = { ...query, stars: filter('stars'), tier: filter('tier'), rating: filter('rating'), ...which[chosen] };
  const rows = useHousingBuildings(asked);
  const columns: Column<HousingBuilding>[] = [
    { key: 'code', title: t('housing.building'), sortable: true, render: (row) => <span className="ll-case-name"><Link to={`/housing/buildings/${row.id}`}>{say(row.label)}</Link><small>{word('use', row.use)} · {t('housing.unitsN', { n: row.units })}</small></span> },
    { key: 'stars', title: t('housing.starsTitle'), sortable: true, width: 190, render: (row) => <Stars value={row.stars} /> },
    { key: 'rating', title: t('housing.underWay'), width: 150, render: (row) => (row.rating ? <RatingState value={row.rating} /> : <span className="ll-soft">–</span>) },
    { key: 'tier', title: t('housing.highestTier'), width: 110, render: (row) => <TierMark value={row.tier} /> },
    { key: 'open', title: t('housing.openHazards'), sortable: true, width: 150, render: (row) => <OpenCount open={row.open} overdue={row.overdue} /> },
    { key: 'due', title: t('housing.nextDue'), sortable: true, width: 130, render: (row) => <Due at={row.next_due_at} /> },
    { key: 'inspected', title: t('housing.inspected'), width: 120, render: (row) => day(row.inspected_on) },
  ];
  const stars = [...['5', '4', '3', '2', '1'].map((value) => ({ value, label: t('housing.stars', { n: Number(value) }) })), { value: 'none', label: t('housing.unrated') }];
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: address('/api/housing/buildings/export', { ...asked, page: null, size: null }) }]}>
        <Segmented
          aria-label={t('cases.which')} value={chosen} onChange={(value) => set({ which: value === 'all' ? null : value })}
          options={[{ value: 'all', label: t('list.all') }, { value: 'open', label: t('housing.withOpen') }, { value: 'late', label: t('housing.withOverdue') }]}
        />
        <ChoiceFilter label={t('housing.starsTitle')} choices={stars} value={filter('stars')} onChange={(value) => set({ stars: value })} />
        <ChoiceFilter label={t('housing.tier')} choices={words(catalogue?.tiers)} value={filter('tier')} onChange={(tier) => set({ tier })} />
        <ChoiceFilter label={t('housing.underWay')} choices={words(catalogue?.rating_states, ['draft', 'decided', 'appealed'])} value={filter('rating')} onChange={(rating) => set({ rating })} />
      </ListBar>
      <RowsTable
        label={t('housing.tab.buildings')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }}
        filtered={Boolean(query.q ?? asked.stars ?? asked.tier ?? asked.rating) || chosen !== 'all'} clear={() => set({ q: null, stars: null, tier: null, rating: null, which: null })}
        empty={{ title: t('housing.nothing'), action: t('housing.nothingDo') }} onRow={(row) => go(`/housing/buildings/${row.id}`)}
      />
    </>
  );
}
