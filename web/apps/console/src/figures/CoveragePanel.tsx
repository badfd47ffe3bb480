import { address, type CoverageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { ExportMenu } from '../page/ExportMenu';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useParams } from '../page/useParams';
import { useCoverage } from './queries';

const ways = ['grid', 'community', 'building'] as const;

/** Which grids, communities or buildings somebody visited, in the order of codes. Of no worker. */
export function CoveragePanel({ area }: { area: string | null }) {
  const { t, say, number, percent, day } = useTexts();
  const [params, change] = useParams();
  const by = ways.find((way) => way === params.get('cover')) ?? 'grid';
  const asked = { area, by, from: params.get('from'), to: params.get('to') };
  const coverage = useCoverage(asked);
  const columns: Column<CoverageRow>[] = [
    { key: 'of', title: t(`coverage.by.${by}`), render: (row) => say(row.of.title) },
    { key: 'buildings', title: t('coverage.buildings'), number: true, render: (row) => number(row.buildings) },
    { key: 'visited', title: t('coverage.visited'), number: true, render: (row) => number(row.visited) },
    { key: 'part', title: t('coverage.part'), number: true, render: (row) => (row.part === null ? t('figures.none') : percent(row.part)) },
    { key: 'visits', title: t('coverage.visits'), number: true, render: (row) => number(row.visits) },
    { key: 'last', title: t('coverage.last'), number: true, render: (row) => day(row.last_on) },
  ];
  return (
    <section className="ll-panel" aria-label={t('coverage.title')}>
      <h2>{t('coverage.title')}</h2>
      <p className="ll-soft">{t('coverage.lead')}</p>
      <div className="ll-list-bar">
        <Segmented aria-label={t('coverage.by')} value={by} options={ways.map((value) => ({ value, label: t(`coverage.by.${value}`) }))} onChange={(value) => change({ cover: value === 'grid' ? null : value })} />
        <span className="ll-grow" />
        <ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/cases/coverage', { ...asked, format: 'csv' }) }, { label: t('list.exportXlsx'), href: address('/api/cases/coverage', { ...asked, format: 'xlsx' }) }]} />
      </div>
      {coverage.isError && <ErrorState error={coverage.error} retry={() => void coverage.refetch()} />}
      {coverage.isPending && <RowsSkeleton rows={6} />}
      {coverage.data?.rows.length === 0 && <EmptyState title={t('coverage.empty')} />}
      {coverage.data && coverage.data.rows.length > 0 && <PlainTable label={t('coverage.title')} columns={columns} rows={[...coverage.data.rows, coverage.data.all]} />}
    </section>
  );
}
