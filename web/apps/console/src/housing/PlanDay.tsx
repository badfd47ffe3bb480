import type { InspectionPlanPage } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { Figure } from '../page/Figure';
import { MakePlan } from './MakePlan';
import { PlanMap } from './PlanMap';
import { PlanRounds } from './PlanRounds';
import { PlanVisits } from './PlanVisits';

/** A day's plan: its figures, who goes, and every visit with its reason; or how to make one. */
export function PlanDay({ page }: { page: InspectionPlanPage }) {
  const { t, number, moment, percent } = useTexts();
  const [making, setMaking] = useState(false);
  const { plan } = page;
  const button = page.plans && <Button type="primary" onClick={() => setMaking(true)}>{t(plan ? 'plan.again' : 'plan.make')}</Button>;
  const drawer = page.plans && <MakePlan key={`${page.area} ${page.on} ${plan?.version ?? 0}`} open={making} close={() => setMaking(false)} page={page} />;
  if (!plan) {
    const action = `${t('plan.noneDo', { n: page.random_percent })}${page.plans ? '' : ` ${t('plan.noneWait')}`}`;
    return <><EmptyState title={t('plan.none')} action={action}>{button}</EmptyState>{drawer}</>;
  }
  const way = plan.rounds.reduce((sum, round) => sum + round.way_min, 0);
  return (
    <>
      <dl className="ll-figures">
        <Figure name={t('plan.visits')} value={number(plan.visits.length)} />
        <Figure name={t('plan.drawn')} value={number(plan.drawn)} />
        <Figure name={t('plan.left')} value={number(plan.left)} />
        <Figure name={t('plan.way')} value={t('plan.wayMin', { n: way })} />
        <Figure name={t('plan.due')} value={number(plan.due)} />
      </dl>
      <div className="ll-list-bar">
        <span className="ll-soft">{t('plan.madeAt', { at: moment(plan.made_at), n: plan.version })}</span>
        <span className="ll-grow" />
        {button}
      </div>
      {plan.off_road > 0 && <p className="ll-soft">{t('plan.offRoad', { n: percent(plan.off_road / 1000) })}</p>}
      {plan.unplaced > 0 && <p className="ll-soft">{t('plan.unplaced', { n: plan.unplaced })}</p>}
      <PlanRounds rounds={plan.rounds} />
      <PlanMap plan={plan} />
      <PlanVisits plan={plan} />
      {drawer}
    </>
  );
}
