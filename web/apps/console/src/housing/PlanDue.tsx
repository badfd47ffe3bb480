import type { InspectionDue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useLocation } from 'wouter';
import { Link } from '../page/Link';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useDue } from './queries';
import { Stars } from './Stars';
import { TierMark } from './TierMark';

/** Buildings that are due on the day, and why: a hazard overdue first, then what waits longest. */
export function PlanDue() {
  const { t, say, word, day, percent } = useTexts();
  const [, go] = useLocation();
  const { query, filter, set } = useList();
  const due = useDue({ area: query.area, on: filter('on'), page: query.page, size: query.size });
  const waits = (row: InspectionDue) => (row.decide ? t('plan.waitsForOfficer') : row.again_from && t('plan.againFrom', { day: day(row.again_from) }));
  const columns: Column<InspectionDue>[] = [
    { key: 'building', title: t('plan.building'), render: (row) => <span className="ll-case-name"><Link to={`/housing/buildings/${row.building.id}`}>{say(row.building.label)}</Link><small>{word('use', row.use)}</small></span> },
    { key: 'why', title: t('plan.why'), width: 170, render: (row) => <span className="ll-case-name">{row.why ? say(row.why.label) : '–'}{waits(row) && <small>{waits(row)}</small>}</span> },
    { key: 'risk', title: t('plan.risk'), number: true, width: 120, render: (row) => (row.risk === null ? '–' : percent(row.risk)) },
    { key: 'stars', title: t('housing.starsTitle'), width: 190, render: (row) => <Stars value={row.stars} /> },
    { key: 'tier', title: t('housing.highestTier'), width: 110, render: (row) => <TierMark value={row.tier} /> },
    { key: 'every', title: t('plan.every'), number: true, width: 100, render: (row) => t('plan.everyDays', { n: row.every_days }) },
    { key: 'inspected', title: t('plan.inspectedOn'), width: 120, render: (row) => day(row.inspected_on) },
    { key: 'dueOn', title: t('plan.dueOn'), width: 120, render: (row) => day(row.due_on) },
  ];
  return (
    <RowsTable
      label={t('plan.view.due')} columns={columns} rowKey={(row) => row.building.id} data={due.data} pending={due.isPending} fetching={due.isPlaceholderData}
      error={due.error} retry={() => void due.refetch()} list={{ query, set }}
      empty={{ title: t('plan.nothingDue'), action: t('plan.nothingDueDo') }} onRow={(row) => go(`/housing/buildings/${row.building.id}`)}
    />
  );
}
