import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useLocation } from 'wouter';
import { Code } from '../page/Code';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { EntityCard } from './EntityCard';
import { useUnitBlock } from './queries';

/** A dwelling with its people, masked, and its organisations; each fact with its source. */
export default function UnitBlockPage({ id }: { id: string }) {
  const { t, say, word } = useTexts();
  const [, go] = useLocation();
  const block = useUnitBlock(id);
  if (block.isError) return <ErrorState error={block.error} retry={() => void block.refetch()} />;
  if (!block.data) return <PageSkeleton />;
  const { unit, people, organisations, purpose } = block.data;
  return (
    <Page
      title={say(unit.label)} lead={t('blocks.dwelling')} facts={<Code value={unit.code} />}
      actions={<Button onClick={() => go(`/register/units/${id}`)}>{t('register.openUnit')}</Button>}
    >
      {people.length > 0 && <Alert className="ll-purpose" type="info" showIcon title={t('blocks.purposeTitle')} description={t('blocks.purpose', { purpose: word('purpose', purpose) })} />}
      <section className="ll-panel">
        <h2>{t('blocks.people')}</h2>
        {people.length === 0 && <EmptyState title={t('blocks.peopleNone')} />}
        {people.map((person) => <EntityCard key={person.id} name={person.mask} masked facts={person.facts} relations={person.relations} />)}
      </section>
      <section className="ll-panel">
        <h2>{t('blocks.organisations')}</h2>
        {organisations.length === 0 && <EmptyState title={t('blocks.organisationsNone')} />}
        {organisations.map((each) => <EntityCard key={each.id} name={each.name} to={`/blocks/organisations/${each.id}`} facts={each.facts} relations={each.relations} />)}
      </section>
    </Page>
  );
}
