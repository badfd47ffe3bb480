import type { RunStage } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { Duration } from './Duration';

/** The stages of a run in their order. */
export function StagesTable({ stages }: { stages: RunStage[] }) {
  const { t, word, number, seconds } = useTexts();
  const most = Math.max(...stages.map((stage) => stage.wall_ms / 1000));
  const columns: Column<RunStage>[] = [
    { key: 'name', title: t('runs.stage'), render: (row) => word('stage_name', row.name) },
    { key: 'rows_in', title: t('runs.in'), number: true, render: (row) => number(row.rows_in) },
    { key: 'rows_out', title: t('runs.out'), number: true, render: (row) => number(row.rows_out) },
    { key: 'wall_ms', title: t('runs.time'), number: true, render: (row) => <Duration part={row.wall_ms / 1000} most={most} /> },
    { key: 'cpu_ms', title: t('runs.cpu'), number: true, render: (row) => seconds(row.cpu_ms === null ? null : row.cpu_ms / 1000) },
    { key: 'peak_mib', title: t('runs.peak'), number: true, render: (row) => (row.peak_mib === null ? '–' : t('runs.mebibytes', { n: Math.round(row.peak_mib) })) },
  ];
  return <PlainTable label={t('runs.stages')} columns={columns} rows={stages} />;
}
