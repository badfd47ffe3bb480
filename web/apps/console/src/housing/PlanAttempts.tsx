import type { InspectionAttempts } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Mark } from '../page/Mark';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { useAttempts } from './queries';
import { TryAgain } from './TryAgain';

/** Buildings that could not be entered: when plans take them again, and which wait for an officer. */
export function PlanAttempts() {
  const { t, say, day, number } = useTexts();
  const found = useAttempts({ area: useArea() });
  const [deciding, setDeciding] = useState<string | null>(null);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <RowsSkeleton rows={6} />;
  const list = found.data;
  const decided = list.rows.find(({ building }) => building.id === deciding);
  const columns: Column<InspectionAttempts>[] = [
    { key: 'building', title: t('plan.building'), render: (row) => <Link to={`/housing/buildings/${row.building.id}`}>{say(row.building.label)}</Link> },
    { key: 'tries', title: t('plan.tries'), number: true, width: 100, render: (row) => number(row.tries) },
    { key: 'tried', title: t('plan.triedOn'), width: 130, render: (row) => day(row.tried_on) },
    { key: 'bar', title: t('plan.bar'), width: 190, render: (row) => (row.bar ? say(row.bar.label) : '–') },
    { key: 'next', title: t('plan.next'), width: 220, render: (row) => (row.decide ? <Mark tone="care">{t('plan.waitsForOfficer')}</Mark> : t('plan.againFrom', { day: day(row.from) })) },
  ];
  if (list.decides) {
    const decide = (row: InspectionAttempts) => (row.tries > 0 ? <Button size="small" onClick={() => setDeciding(row.building.id)}>{t('plan.tryAgain')}</Button> : '–');
    columns.push({ key: 'decide', title: t('plan.decision'), width: 130, render: decide });
  }
  return (
    <section className="ll-plan-part">
      <h2>{t('plan.view.attempts')}</h2>
      <p className="ll-soft">{t('plan.attemptsLead')}</p>
      {list.rows.length === 0
        ? <EmptyState title={t('plan.noAttempts')} />
        : <PlainTable label={t('plan.view.attempts')} columns={columns} rows={list.rows} />}
      {decided && <TryAgain key={decided.building.id} list={list} row={decided} close={() => setDeciding(null)} />}
    </section>
  );
}
