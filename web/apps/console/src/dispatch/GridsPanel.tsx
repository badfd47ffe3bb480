import { address, type GridOnDuty } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ListBar } from '../page/ListBar';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { GridOwners } from './GridOwners';
import { useGrids } from './queries';

const duties = ['off', 'unowned', 'on'] as const;

/** Who keeps each grid of the area, and whether they are on duty now: where nobody is, and where nobody ever is. */
export function GridsPanel({ area }: { area: string | null }) {
  const { t, say, number } = useTexts();
  const { query, filter, set } = useList();
  const duty = filter('duty');
  const asked = { area, q: query.q, duty, page: query.page, size: query.size };
  const grids = useGrids(asked);
  const columns: Column<GridOnDuty>[] = [
    { key: 'of', title: t('grids.grid'), render: (row) => say(row.of.title) },
    { key: 'owners', title: t('grids.owners'), render: (row) => <GridOwners grid={row} /> },
    { key: 'buildings', title: t('grids.buildings'), number: true, width: 110, render: (row) => number(row.buildings) },
  ];
  const file = (format: string) => address('/api/duty/grids', { ...asked, page: null, size: null, format });
  return (
    <section className="ll-panel" aria-labelledby="grids-on-duty">
      <h2 id="grids-on-duty">{t('grids.title')}</h2>
      <p className="ll-soft">{t('grids.lead')}</p>
      {grids.data && <p>{t('grids.sum', { n: grids.data.grids, on: grids.data.on, unowned: grids.data.unowned })}</p>}
      <ListBar q={query.q} search={(q) => set({ q })} exports={[{ label: t('list.exportCsv'), href: file('csv') }, { label: t('list.exportXlsx'), href: file('xlsx') }]}>
        <WordFilter label={t('grids.duty')} list="grid_duty" values={duties} value={duty} onChange={(next) => set({ duty: next })} />
      </ListBar>
      <RowsTable
        label={t('grids.title')} columns={columns} rowKey={(row) => row.of.id} data={grids.data} pending={grids.isPending} fetching={grids.isPlaceholderData}
        error={grids.error} retry={() => void grids.refetch()} list={{ query, set }}
        filtered={Boolean(query.q ?? duty)} clear={() => set({ q: null, duty: null })} empty={{ title: t('grids.none') }}
      />
    </section>
  );
}
