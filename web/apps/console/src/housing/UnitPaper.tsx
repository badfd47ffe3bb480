import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { PageSkeleton } from '../page/PageSkeleton';
import { HazardLines } from './HazardLines';
import { PaperPage } from './PaperPage';
import { useRelated, useUnitHousing } from './queries';
import { RelatedParts } from './RelatedParts';
import { TierMark } from './TierMark';
import { Visits } from './Visits';

/** A unit's housing file on paper: its tier with the reasons, hazards, visits, and what else is known for this reader. Nothing about who lives there. */
export default function UnitPaper({ id }: { id: string }) {
  const { t, say, word } = useTexts();
  const found = useUnitHousing(id);
  const related = useRelated('units', id);
  const failed = found.error ?? related.error;
  if (failed) return <ErrorState error={failed} retry={() => { void found.refetch(); void related.refetch(); }} />;
  if (!found.data || !related.data) return <PageSkeleton />;
  const row = found.data;
  return (
    <PaperPage title={say(row.label)} lead={`${say(row.building.label)} · ${row.code}`} back={`/housing/units/${id}`} name={`unit-${row.code}`} data={{ file: row, related: related.data }}>
      <dl>
        <div><dt>{t('register.use')}</dt><dd>{word('use', row.use)}</dd></div>
        <div><dt>{t('register.occupancy')}</dt><dd>{word('occupancy', row.occupancy)}{row.suspended && ` · ${t('housing.suspended')}`}</dd></div>
        <div><dt>{t('housing.tier')}</dt><dd><TierMark value={row.tier} />{row.reasons.map(({ rule, title, until }) => <div key={rule}>{`${say(title)} · ${say(until)}`}</div>)}</dd></div>
      </dl>
      <section><h2>{t('housing.tab.hazards')}</h2><HazardLines hazards={row.hazards} ofUnit /></section>
      <section><h2>{t('housing.visits')}</h2><Visits inspections={row.inspections} noEntries={row.no_entries} events={row.events} /></section>
      <RelatedParts row={related.data} of="units" />
    </PaperPage>
  );
}
