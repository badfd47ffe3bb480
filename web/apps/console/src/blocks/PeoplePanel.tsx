import type { Person } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import type { Ground } from './ground';
import { PersonCard } from './PersonCard';
import { PurposeForm } from './PurposeForm';

interface Props { unit: string | null; lead?: string; people: Person[] | null; refused: boolean; ground: Ground | null; state(ground: Ground | null): void; pending: boolean; error: unknown }

/** The people of a dwelling: first the question why, then the masked answer. */
export function PeoplePanel({ unit, lead, people, refused, ground, state, pending, error }: Props) {
  const { t, word } = useTexts();
  return (
    <section className="ll-panel" aria-live="polite">
      <h2>{t('blocks.people')}</h2>
      {error !== null && <ErrorState error={error} retry={() => state(null)} />}
      {refused && <EmptyState title={t('blocks.refused')} action={t('state.error.403.do')} />}
      {error === null && !refused && !people && <PurposeForm lead={lead ?? t('blocks.askLead')} submit={t('blocks.show')} state={state} pending={pending} />}
      {ground && people && <Alert type="info" showIcon title={t('blocks.purpose', { purpose: word('purpose', ground.purpose) })} />}
      {people?.length === 0 && <EmptyState title={t('blocks.peopleNone')} />}
      {people?.map((person) => <PersonCard key={person.id} unit={unit} person={person} />)}
    </section>
  );
}
