import { address, type RunRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { ExportMenu } from '../page/ExportMenu';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useRuns } from './queries';
import { RunState } from './RunState';
import { secondsOf } from './seconds';

/** Every run, the latest first. */
export default function Runs() {
  const { t, number, seconds, moment } = useTexts();
  const [, go] = useLocation();
  const { query, set } = useList();
  const rows = useRuns(query.page, query.size);
  const columns: Column<RunRow>[] = [
    { key: 'started_at', title: t('runs.started'), render: (row) => <Link to={`/runs/${row.id}`}>{moment(row.started_at)}</Link> },
    { key: 'number', title: t('runs.number'), number: true, width: 72, render: (row) => number(row.number) },
    { key: 'state', title: t('runs.state'), render: (row) => <RunState value={row.state} /> },
    { key: 'took', title: t('runs.took'), number: true, render: (row) => seconds(secondsOf(row.started_at, row.finished_at)) },
    { key: 'rows', title: t('sources.rows'), number: true, render: (row) => number(row.rows) },
    { key: 'rejected', title: t('sources.rejected'), number: true, render: (row) => number(row.rejected) },
  ];
  return (
    <Page title={t('runs.title')} lead={t('runs.lead')} actions={<ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/runs', { format: 'csv' }) }]} />}>
      <section className="ll-panel">
        <RowsTable
          label={t('runs.title')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
          error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} empty={{ title: t('runs.none'), action: t('runs.noneDo') }}
          onRow={(row) => go(`/runs/${row.id}`)}
        />
      </section>
    </Page>
  );
}
