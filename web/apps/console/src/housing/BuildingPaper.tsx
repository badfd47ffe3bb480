import type { BuildingFact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { PageSkeleton } from '../page/PageSkeleton';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { addressLines } from '../register/addressLines';
import { FileFacts } from './FileFacts';
import { HazardLines } from './HazardLines';
import { PaperPage } from './PaperPage';
import { useBuildingHousing, useRelated } from './queries';
import { RelatedParts } from './RelatedParts';
import { Stars } from './Stars';
import { Visits } from './Visits';

/** A building's housing file on paper: stars and the facts they rest on, hazards, visits, and what else is known for this reader. */
export default function BuildingPaper({ id }: { id: string }) {
  const { t, say, day, lang } = useTexts();
  const found = useBuildingHousing(id);
  const related = useRelated('buildings', id);
  const failed = found.error ?? related.error;
  if (failed) return <ErrorState error={failed} retry={() => { void found.refetch(); void related.refetch(); }} />;
  if (!found.data || !related.data) return <PageSkeleton />;
  const row = found.data;
  const { door, area } = addressLines(row.address, lang);
  const facts: Column<BuildingFact>[] = [
    { key: 'ask', title: t('related.about'), render: (fact) => say(fact.ask) },
    { key: 'answer', title: t('related.answer'), render: (fact) => (fact.answer ? say(fact.answer) : t('related.notSeen')) },
    { key: 'on', title: t('related.on'), render: (fact) => day(fact.on) },
  ];
  return (
    <PaperPage title={door} lead={[area, row.code].filter(Boolean).join(' · ')} back={`/housing/buildings/${id}`} name={`building-${row.code}`} data={{ file: row, related: related.data }}>
      <FileFacts row={row} />
      <section><h2>{t('housing.starsTitle')}</h2><Stars value={row.stars} /></section>
      <section><h2>{t('related.facts')}</h2><PlainTable label={t('related.facts')} columns={facts} rows={row.facts} /></section>
      <section><h2>{t('housing.tab.hazards')}</h2><HazardLines hazards={row.hazards} /></section>
      <section><h2>{t('housing.visits')}</h2><Visits inspections={row.inspections} noEntries={row.no_entries} events={row.events} /></section>
      <RelatedParts row={related.data} of="buildings" />
    </PaperPage>
  );
}
