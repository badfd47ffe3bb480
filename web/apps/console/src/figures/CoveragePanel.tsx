import { address } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { ExportMenu } from '../page/ExportMenu';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { useCoverage } from './queries';
import { useCoverageColumns } from './useCoverageColumns';
import { coverWayOf, coverWays } from './ways';

/** Which grids, communities or buildings somebody visited, in the order of codes. Of no worker. */
export function CoveragePanel({ area }: { area: string | null }) {
  const { t } = useTexts();
  const [params, change] = useParams();
  const by = coverWayOf(params);
  const asked = { area, by, from: params.get('from'), to: params.get('to') };
  const coverage = useCoverage(asked);
  const columns = useCoverageColumns(by);
  return (
    <section className="ll-panel" aria-label={t('coverage.title')}>
      <h2>{t('coverage.title')}</h2>
      <p className="ll-soft">{t('coverage.lead')}</p>
      <div className="ll-list-bar">
        <Segmented aria-label={t('coverage.by')} value={by} options={coverWays.map((value) => ({ value, label: t(`coverage.by.${value}`) }))} onChange={(value) => change({ cover: value === 'grid' ? null : value })} />
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
