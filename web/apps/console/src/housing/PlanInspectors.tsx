import type { InspectorProfile } from '@linli/kit/client';
import { span, useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useArea } from '../page/useArea';
import { InspectorForm } from './InspectorForm';
import { useInspectors } from './queries';

/** Inspectors of an area: what they are qualified for, when they work and rest, where they set out; no home, and nobody's rank. */
export function PlanInspectors() {
  const { t, say, word, moment } = useTexts();
  const found = useInspectors({ area: useArea() });
  const [editing, setEditing] = useState<string | null>(null);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <RowsSkeleton rows={6} />;
  const list = found.data;
  const edited = list.rows.find(({ inspector }) => inspector.id === editing);
  const week = (row: InspectorProfile) => (row.week.length === 0
    ? t('plan.everyDay', { hours: span(list.usual) })
    : row.week.map((day) => <div key={day.weekday}>{word('weekday', String(day.weekday))} {span(day)}</div>));
  const columns: Column<InspectorProfile>[] = [
    { key: 'inspector', title: t('plan.inspector'), render: (row) => row.inspector.name },
    { key: 'skills', title: t('plan.skills'), width: 180, render: (row) => row.skills.map(({ label }) => say(label)).join(' · ') || '–' },
    { key: 'week', title: t('plan.week'), width: 200, render: week },
    { key: 'breaks', title: t('plan.breaks'), width: 130, render: (row) => row.breaks.map(span).join(' · ') || '–' },
    { key: 'start', title: t('plan.station'), width: 200, render: (row) => (row.start ? say(row.start.label) : '–') },
    { key: 'set', title: t('plan.setAt'), width: 200, render: (row) => (row.set_by ? `${row.set_by.name} · ${moment(row.set_at)}` : t('plan.neverSet')) },
    { key: 'edit', title: t('plan.change'), width: 110, render: (row) => <Button size="small" onClick={() => setEditing(row.inspector.id)}>{t('plan.change')}</Button> },
  ];
  return (
    <section className="ll-plan-part">
      <h2>{t('plan.view.inspectors')}</h2>
      <p className="ll-soft">{t('plan.inspectorsLead')}</p>
      {list.rows.length === 0
        ? <EmptyState title={t('plan.noCrew')} />
        : <PlainTable label={t('plan.view.inspectors')} columns={columns} rows={list.rows} />}
      {edited && <InspectorForm key={`${edited.inspector.id} ${edited.version}`} list={list} row={edited} close={() => setEditing(null)} />}
    </section>
  );
}
