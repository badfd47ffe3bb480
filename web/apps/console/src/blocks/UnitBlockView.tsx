import type { UnitBlock } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { EntityCard } from './EntityCard';
import { EventTable } from './EventTable';

/** What is known of a dwelling, each fact with its source. */
export function UnitBlockView({ block }: { block: UnitBlock }) {
  const { t, word } = useTexts();
  const { people, organisations, events, purpose } = block;
  return (
    <>
      <Alert type="info" showIcon title={t('blocks.purpose', { purpose: word('purpose', purpose) })} />
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
      {events.length > 0 && <section className="ll-panel"><h2>{t('blocks.events')}</h2><EventTable events={events} /></section>}
    </>
  );
}
