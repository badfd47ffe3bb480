import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { aroundOrganisation } from '../graph/model';
import { RelationGraph } from '../graph/RelationGraph';
import { FilePanel } from '../tags/FilePanel';
import { LineageTable } from '../lineage/LineageTable';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { AttributeTable } from './AttributeTable';
import { contactAttributes, organisationAttributes } from './attributes';
import { PlaceTable } from './PlaceTable';
import { useOrganisation } from './queries';

/** An organisation: its facts and places, each with its source. */
export default function OrganisationPage({ id }: { id: string }) {
  const texts = useTexts();
  const { t } = texts;
  const block = useOrganisation(id);
  if (block.isError) return <ErrorState error={block.error} retry={() => void block.refetch()} />;
  if (!block.data) return <PageSkeleton />;
  const { organisation, places, contacts, merged_from: former, lineage } = block.data;
  return (
    <Page
      title={organisation.name} lead={t('blocks.organisation')}
      facts={<><span>{organisation.number && <Code value={organisation.number} />}</span><span className="ll-soft">{t('blocks.recordsN', { n: organisation.records })}</span></>}
    >
      {former && <Alert type="info" showIcon title={t('blocks.mergedFrom')} />}
      <section className="ll-panel"><h2>{t('blocks.facts')}</h2><AttributeTable attributes={[...organisationAttributes(organisation, texts), ...contactAttributes(contacts, texts)]} /></section>
      <RelationGraph middle={{ kind: 'organisation', name: organisation.name }} nodes={aroundOrganisation(places, contacts, texts)} />
      <FilePanel subject="organisation" id={organisation.id} />
      <section className="ll-panel">
        <h2>{t('blocks.places')}</h2>
        {places.length ? <PlaceTable places={places} /> : <p className="ll-soft">{t('blocks.relationsNone')}</p>}
      </section>
      <section className="ll-panel">
        <h2>{t('lineage.title')}</h2>
        {lineage.length ? <LineageTable rows={lineage} /> : <p className="ll-soft">{t('lineage.none')}</p>}
      </section>
    </Page>
  );
}
