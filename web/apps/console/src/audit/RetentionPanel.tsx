import { type KeptKind, read, type Retention, type RetentionRun } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';

/** How long each kind of row is kept and why, and what the latest runs of the job deleted. */
export function RetentionPanel() {
  const { t, say, number, moment } = useTexts();
  const found = useQuery({ queryKey: ['retention'], queryFn: ({ signal }) => read<Retention>('/api/retention', {}, signal) });
  if (found.isPending) return <RowsSkeleton rows={8} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const { kinds, runs } = found.data;
  const title = (id: string) => say(kinds.find(({ kind }) => kind === id)?.title ?? null);
  const ofRuns: Column<RetentionRun>[] = [
    { key: 'at', title: t('retention.run'), width: 180, render: (row) => moment(row.started_at) },
    { key: 'gone', title: t('retention.gone'), render: (row) => <span className="ll-prose">{row.gone.length === 0 ? t('retention.nothing') : row.gone.map(({ kind, gone }) => `${title(kind)}: ${number(gone)}`).join(' · ')}</span> },
    { key: 'end', title: t('retention.end'), width: 180, render: (row) => (row.finished_at ? moment(row.finished_at) : t('retention.unfinished')) },
  ];
  const ofKinds: Column<KeptKind>[] = [
    { key: 'kind', title: t('retention.kind'), render: (row) => say(row.title) },
    { key: 'period', title: t('retention.period'), render: (row) => <span className="ll-source ll-prose">{row.days === null ? t('retention.asSaid') : t('retention.days', { n: row.days })}<small>{row.days === null ? say(row.since) : t('retention.from', { since: say(row.since) })}</small></span> },
    { key: 'reason', title: t('retention.reason'), render: (row) => <span className="ll-prose">{say(row.reason)}</span> },
  ];
  return (
    <div className="ll-enrol">
      <p className="ll-soft">{t('retention.lead')}</p>
      <h2>{t('retention.runs')}</h2>
      {runs.length === 0 ? <EmptyState title={t('retention.noRun')} action={t('retention.noRunDo')} /> : <PlainTable label={t('retention.runs')} columns={ofRuns} rows={runs} />}
      <h2>{t('retention.kinds')}</h2>
      <PlainTable label={t('retention.kinds')} columns={ofKinds} rows={kinds} />
    </div>
  );
}
