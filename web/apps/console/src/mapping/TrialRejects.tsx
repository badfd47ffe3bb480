import type { MappingTrial, PreviewReject } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** The rows that a run would keep apart, each with its reason. */
export function TrialRejects({ trial }: { trial: MappingTrial | null }) {
  const { t, say, number } = useTexts();
  if (!trial) return <EmptyState title={t('mapping.rejectsAfter')} />;
  if (trial.rejects.length === 0) return <EmptyState title={t('sources.rejectsNone')} />;
  const columns: Column<PreviewReject>[] = [
    { key: 'row', title: t('sources.rowNo'), number: true, width: 90, render: (row) => number(row.row) },
    { key: 'column', title: t('sources.column'), render: (row) => row.column ?? '–' },
    { key: 'reason', title: t('sources.reason'), render: (row) => say(row.reason) },
  ];
  return (
    <>
      <PlainTable label={t('sources.rejects')} columns={columns} rows={trial.rejects} />
      {trial.rejected > trial.rejects.length && <p className="ll-soft ll-small">{t('mapping.rejectsFirst', { n: trial.rejects.length, all: number(trial.rejected) })}</p>}
    </>
  );
}
