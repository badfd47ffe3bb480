import { address } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input, Segmented } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { ExportMenu } from '../page/ExportMenu';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { PlanAttempts } from './PlanAttempts';
import { PlanDay } from './PlanDay';
import { PlanDue } from './PlanDue';
import { PlanInspectors } from './PlanInspectors';
import { PlanKinds } from './PlanKinds';
import { PlanRisk } from './PlanRisk';
import { usePlan } from './queries';

/** The plan of inspections of an area: a day's rounds, what is due, what could not be entered, what the risk rests on, what is looked at, how inspectors work. */
export function PlanTab() {
  const { t } = useTexts();
  const area = useArea();
  const [params, change] = useParams();
  const view = params.get('view') ?? 'day';
  const asked = { area, on: params.get('on') };
  const plan = usePlan(asked);
  const views = [
    { value: 'day', label: t('plan.view.day') }, { value: 'due', label: t('plan.view.due') },
    { value: 'attempts', label: t('plan.view.attempts') },
    { value: 'risk', label: t('plan.view.risk') }, { value: 'kinds', label: t('plan.view.kinds') },
    ...(plan.data?.plans ? [{ value: 'inspectors', label: t('plan.view.inspectors') }] : []),
  ];
  const files = [
    { label: t('plan.planCsv'), href: address('/api/housing/plans/export', asked) },
    { label: t('plan.dueCsv'), href: address('/api/housing/plans/due', { ...asked, format: 'csv' }) },
  ];
  const ofDay = view === 'day' || view === 'due';
  if (plan.isError) return <ErrorState error={plan.error} retry={() => void plan.refetch()} />;
  return (
    <>
      <div className="ll-list-bar">
        <Segmented aria-label={t('plan.view')} value={view} options={views} onChange={(value) => change({ view: value === 'day' ? null : value, page: null })} />
        {ofDay && <Input
          type="date" className="ll-filter" aria-label={t('plan.day')} value={asked.on ?? plan.data?.on ?? ''}
          onChange={(event) => change({ on: event.target.value || null, inspector: null, page: null })}
        />}
        <span className="ll-grow" />
        {ofDay && <ExportMenu files={files} />}
      </div>
      {view === 'due' && <PlanDue />}
      {view === 'attempts' && <PlanAttempts />}
      {view === 'risk' && <PlanRisk />}
      {view === 'inspectors' && plan.data?.plans && <PlanInspectors />}
      {!plan.data && ['day', 'kinds'].includes(view) && <RowsSkeleton rows={8} />}
      {plan.data && view === 'day' && <PlanDay page={plan.data} />}
      {plan.data && view === 'kinds' && <PlanKinds kinds={plan.data.kinds} />}
    </>
  );
}
