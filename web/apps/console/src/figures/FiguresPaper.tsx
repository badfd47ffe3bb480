import { PrinterOutlined } from '@ant-design/icons';
import { address } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { FiguresSheet } from './FiguresSheet';
import { useCoverage, useFigures } from './queries';
import { coverWayOf, wayOf } from './ways';

/** Figures of an area and some days as a sheet of A4 that the browser prints or saves as PDF; by the filters of the screen that led here. */
export default function FiguresPaper() {
  const { t, say, day } = useTexts();
  const [params] = useParams();
  const area = useArea();
  const by = wayOf(params);
  const cover = coverWayOf(params);
  const days = { from: params.get('from'), to: params.get('to') };
  const figures = useFigures({ area, by, ...days });
  const coverage = useCoverage({ area, by: cover, ...days });
  const failed = figures.error ?? coverage.error;
  if (failed) return <ErrorState error={failed} retry={() => { void figures.refetch(); void coverage.refetch(); }} />;
  if (!figures.data || !coverage.data) return <PageSkeleton />;
  const { within, from, to } = figures.data;
  // Half of a sheet of one area, half of another, is not printed.
  const whole = !figures.isPlaceholderData && !coverage.isPlaceholderData;
  const period = t('figures.days', { from: day(from), to: day(to) });
  const back = address('/cases', { tab: 'figures', area: params.get('area'), by: params.get('by'), cover: params.get('cover'), ...days });
  return (
    <Page
      title={`${t('figures.paper')}: ${say(within?.title)}, ${period}`} lead={<Link to={back}>{t('figures.back')}</Link>}
      actions={<Button type="primary" icon={<PrinterOutlined />} disabled={!whole} onClick={() => window.print()}>{t('figures.print')}</Button>}
    >
      <section className="ll-panel ll-print-only" aria-label={t('figures.paper')}>
        <FiguresSheet figures={figures.data} coverage={coverage.data} by={by} cover={cover} />
      </section>
    </Page>
  );
}
