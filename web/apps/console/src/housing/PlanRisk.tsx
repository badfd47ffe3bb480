import type { RiskBand, RiskTerm } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Figure } from '../page/Figure';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { useRisk } from './queries';

/** What the risk of a building is reckoned from, and how well that held on visits drawn by lot. */
export function PlanRisk() {
  const { t, say, day, number, percent } = useTexts();
  const risk = useRisk({});
  if (risk.isError) return <ErrorState error={risk.error} retry={() => void risk.refetch()} />;
  if (!risk.data) return <RowsSkeleton rows={8} />;
  const { model, drawn, chosen, bands, lift } = risk.data;
  const times = (value: number) => number(Math.round(value * 100) / 100);
  const terms: Column<RiskTerm>[] = [
    { key: 'term', title: t('plan.term'), render: (row) => say(row.title) },
    { key: 'odds', title: t('plan.odds'), number: true, width: 140, render: (row) => times(row.odds) },
  ];
  const fifths: Column<RiskBand>[] = [
    { key: 'band', title: t('plan.band'), render: (row) => number(bands.indexOf(row) + 1) },
    { key: 'visits', title: t('plan.visits'), number: true, width: 100, render: (row) => number(row.visits) },
    { key: 'said', title: t('plan.said'), number: true, width: 120, render: (row) => percent(row.said) },
    { key: 'came', title: t('plan.came'), number: true, width: 120, render: (row) => percent(row.came) },
  ];
  return (
    <>
      <section className="ll-plan-part">
        <h2>{t('plan.riskTitle')}</h2>
        <p className="ll-soft">{t('plan.riskLead')}</p>
        {!model && <EmptyState title={t('plan.noModel')} action={t('plan.noModelDo')} />}
        {model && <p>{t('plan.modelOf', { day: day(model.fitted_on), visits: number(model.visits), found: number(model.found), base: percent(model.base) })}</p>}
        {model && <PlainTable label={t('plan.riskTitle')} columns={terms} rows={model.terms} />}
      </section>
      <section className="ll-plan-part">
        <h2>{t('plan.holds')}</h2>
        <p className="ll-soft">{t('plan.holdsLead')}</p>
        <dl className="ll-figures">
          <Figure name={t('plan.drawn')} value={t('plan.foundOf', { found: number(drawn.found), visits: number(drawn.visits) })} />
          <Figure name={t('plan.chosen')} value={t('plan.foundOf', { found: number(chosen.found), visits: number(chosen.visits) })} />
          {lift !== null && <Figure name={t('plan.lift')} value={t('plan.liftTimes', { n: times(lift) })} />}
        </dl>
        {bands.length > 0 ? <PlainTable label={t('plan.holds')} columns={fifths} rows={bands} /> : <p className="ll-soft">{t('plan.tooFewDrawn')}</p>}
      </section>
    </>
  );
}
