import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Figure } from '../page/Figure';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { ClassLegend } from '../sources/ClassLegend';
import { useRun } from './queries';
import { RatesTable } from './RatesTable';
import { RunState } from './RunState';
import { StagesTable } from './StagesTable';

/** A run: its stages with rows in and out, and the match rates of each source. */
export default function RunPage({ id }: { id: string }) {
  const { t, number, moment, word } = useTexts();
  const run = useRun(id);
  if (run.isError) return <ErrorState error={run.error} retry={() => void run.refetch()} />;
  if (!run.data) return <PageSkeleton />;
  const row = run.data;
  return (
    <Page
      title={t('runs.run', { when: moment(row.started_at) })} lead={<RunState value={row.state} />}
      facts={<dl className="ll-figures">{row.totals.map(({ key, count }) => <Figure key={key} name={word('count', key)} value={number(count)} />)}</dl>}
      actions={<Button type="primary" href={`/api/runs/${id}/report.html`} target="_blank" rel="noreferrer">{t('runs.report')}</Button>}
    >
      {row.failure && <Alert type="error" showIcon title={t('overview.runFailed')} description={row.failure} />}
      <section className="ll-panel"><h2>{t('runs.stages')}</h2><StagesTable stages={row.stages} /></section>
      <section className="ll-panel"><h2>{t('runs.rates')}</h2><ClassLegend /><RatesTable rates={row.rates} /></section>
    </Page>
  );
}
