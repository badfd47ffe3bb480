import { FilePdfOutlined } from '@ant-design/icons';
import { address } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Segmented } from 'antd';
import { useLocation } from 'wouter';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { ExportMenu } from '../page/ExportMenu';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { CoveragePanel } from './CoveragePanel';
import { DayRange } from './DayRange';
import { FigureTable } from './FigureTable';
import { ObjectionsPanel } from './ObjectionsPanel';
import { useFigures } from './queries';
import { wayOf, ways } from './ways';

/** How an area's cases went, by what lies below it, by office or by subclass. Of no person. */
export function FiguresTab({ area }: { area: string | null }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const [params, change] = useParams();
  const by = wayOf(params);
  const asked = { area, by, from: params.get('from'), to: params.get('to') };
  const figures = useFigures(asked);
  const first = t(`figures.by.${by}`);
  return (
    <>
      <section className="ll-panel" aria-label={t('figures.tab')}>
        <p className="ll-soft">{t('figures.lead')}</p>
        <div className="ll-list-bar">
          <Segmented aria-label={t('figures.by')} value={by} options={ways.map((value) => ({ value, label: t(`figures.by.${value}`) }))} onChange={(value) => change({ by: value === 'area' ? null : value })} />
          <DayRange from={figures.data?.from ?? asked.from} to={figures.data?.to ?? asked.to} change={change} />
          <span className="ll-grow" />
          <Button icon={<FilePdfOutlined />} onClick={() => go(address('/cases/figures/paper', { ...asked, cover: params.get('cover') }))}>{t('figures.pdf')}</Button>
          <ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/cases/figures', { ...asked, format: 'csv' }) }, { label: t('list.exportXlsx'), href: address('/api/cases/figures', { ...asked, format: 'xlsx' }) }]} />
        </div>
        {figures.isError && <ErrorState error={figures.error} retry={() => void figures.refetch()} />}
        {figures.isPending && <RowsSkeleton rows={8} />}
        {figures.data?.rows.length === 0 && <EmptyState title={t('figures.empty')} />}
        {figures.data && figures.data.rows.length > 0 && <FigureTable label={t('figures.tab')} first={first} rows={[...figures.data.rows, figures.data.all]} />}
      </section>
      <CoveragePanel area={area} />
      <ObjectionsPanel area={area} />
    </>
  );
}
