import type { InspectionPlan, InspectionPlanVisit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useParams } from '../page/useParams';
import { ChoiceFilter } from './ChoiceFilter';

/** Visits of a plan in the order of their rounds: when, where, why; and why not, for those in none. */
export function PlanVisits({ plan }: { plan: InspectionPlan }) {
  const { t, say, word, percent } = useTexts();
  const [params, change] = useParams();
  const inspector = params.get('inspector');
  const rows = plan.visits.filter((visit) => !inspector || (visit.inspector?.id ?? 'none') === inspector);
  const choices = [...plan.rounds.map((round) => ({ value: round.inspector.id, label: round.inspector.name })), { value: 'none', label: t('plan.left') }];
  const stands = (row: InspectionPlanVisit) => {
    if (row.found !== null) return word('visit_found', row.found ? 'found' : 'clean');
    if (row.barred) return `${word('visit_state', 'barred')}: ${say(row.barred.label)}`;
    return row.left ? say(row.left.label) : word('visit_state', row.state);
  };
  const columns: Column<InspectionPlanVisit>[] = [
    { key: 'building', title: t('plan.building'), render: (row) => <Link to={`/housing/buildings/${row.building.id}`}>{say(row.building.label)}</Link> },
    { key: 'inspector', title: t('plan.inspector'), width: 140, render: (row) => row.inspector?.name ?? '–' },
    { key: 'order', title: t('plan.order'), number: true, width: 80, render: (row) => row.place ?? '–' },
    { key: 'begins', title: t('plan.begins'), width: 90, render: (row) => row.begins ?? '–' },
    { key: 'way', title: t('plan.way'), number: true, width: 100, render: (row) => (row.way_min === null ? '–' : t('plan.wayMin', { n: row.way_min })) },
    { key: 'takes', title: t('plan.takes'), number: true, width: 100, render: (row) => t('plan.wayMin', { n: row.minutes }) },
    { key: 'why', title: t('plan.why'), width: 170, render: (row) => say(row.why.label) },
    { key: 'risk', title: t('plan.risk'), number: true, width: 120, render: (row) => (row.risk === null ? '–' : percent(row.risk)) },
    { key: 'state', title: t('plan.state'), width: 220, render: stands },
  ];
  return (
    <section className="ll-plan-part">
      <h2>{t('plan.visits')}</h2>
      <div className="ll-list-bar"><ChoiceFilter label={t('plan.inspector')} choices={choices} value={inspector} onChange={(value) => change({ inspector: value })} /></div>
      <PlainTable label={t('plan.visits')} columns={columns} rows={rows} />
    </section>
  );
}
