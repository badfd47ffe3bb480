import type { Hazard } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { HazardDue } from './HazardDue';
import { HazardState } from './HazardState';
import { Severity } from './Severity';

/** The hazards of a building or a unit, open ones first. */
export function HazardLines({ hazards, ofUnit }: { hazards: Hazard[]; ofUnit?: boolean }) {
  const { t, say } = useTexts();
  if (hazards.length === 0) return <EmptyState title={t('housing.noHazards')} />;
  const place: Column<Hazard>[] = ofUnit ? [] : [{
    key: 'place', title: t('cases.place'),
    render: ({ place: { unit } }) => (unit ? <Link to={`/housing/units/${unit.id}`}>{say(unit.label)}</Link> : t('housing.wholeBuilding')),
  }];
  const columns: Column<Hazard>[] = [
    { key: 'kind', title: t('housing.hazard'), render: (row) => <Link to={`/housing/hazards/${row.id}`}>{say(row.kind.title)}</Link> },
    ...place,
    { key: 'severity', title: t('housing.severity'), render: (row) => <Severity value={row.severity} /> },
    { key: 'state', title: t('cases.state'), render: (row) => <HazardState value={row.state} /> },
    { key: 'due', title: t('cases.due'), render: (row) => <HazardDue row={row} /> },
  ];
  return <PlainTable label={t('housing.tab.hazards')} columns={columns} rows={hazards} />;
}
