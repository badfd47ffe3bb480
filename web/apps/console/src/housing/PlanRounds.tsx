import type { InspectionRound } from '@linli/kit/client';
import { span, useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useParams } from '../page/useParams';

/** Who goes: how many visits, how many are done, how long on the way. A row shows that round's visits alone. */
export function PlanRounds({ rounds }: { rounds: InspectionRound[] }) {
  const { t, number } = useTexts();
  const [, change] = useParams();
  const columns: Column<InspectionRound>[] = [
    { key: 'inspector', title: t('plan.inspector'), render: (row) => row.inspector.name },
    { key: 'visits', title: t('plan.visits'), number: true, width: 90, render: (row) => number(row.visits) },
    { key: 'done', title: t('plan.done'), number: true, width: 90, render: (row) => number(row.done) },
    { key: 'way', title: t('plan.way'), number: true, width: 110, render: (row) => t('plan.wayMin', { n: row.way_min }) },
    { key: 'breaks', title: t('plan.breaks'), width: 130, render: (row) => row.breaks.map(span).join(' · ') || '–' },
    { key: 'over', title: t('plan.over'), width: 110, render: (row) => row.over ?? '–' },
  ];
  return (
    <section className="ll-plan-part">
      <h2>{t('plan.rounds')}</h2>
      <PlainTable label={t('plan.rounds')} columns={columns} rows={rounds} onRow={(row) => change({ inspector: row.inspector.id })} />
    </section>
  );
}
