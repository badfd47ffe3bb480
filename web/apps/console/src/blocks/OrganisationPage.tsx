import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { FactTable } from './FactTable';
import { useOrganisation } from './queries';
import { RelationTable } from './RelationTable';

/** An organisation: its facts and places, each with its source. */
export default function OrganisationPage({ id }: { id: string }) {
  const { t } = useTexts();
  const organisation = useOrganisation(id);
  if (organisation.isError) return <ErrorState error={organisation.error} retry={() => void organisation.refetch()} />;
  if (!organisation.data) return <PageSkeleton />;
  const { name, facts, relations } = organisation.data;
  return (
    <Page title={name} lead={t('blocks.organisations')}>
      <section className="ll-panel"><h2>{t('blocks.facts')}</h2><FactTable facts={facts} /></section>
      <section className="ll-panel">
        <h2>{t('blocks.places')}</h2>
        {relations.length ? <RelationTable places relations={relations} /> : <EmptyState title={t('blocks.relationsNone')} />}
      </section>
    </Page>
  );
}
