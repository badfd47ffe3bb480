import type { CollectionEntry } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input } from 'antd';
import { Field } from './Field';
import { PickField } from './PickField';
import { QuestionFields } from './QuestionFields';
import { SaidField } from './SaidField';

const things = ['unit', 'building', 'organisation', 'place'];

interface Props { one: CollectionEntry; locked: boolean; change(next: CollectionEntry): void }

/** A class of field collection: what its items describe, and what is noted. Of things and places, never of people. */
export function CollectionFields({ one, locked, change }: Props) {
  const { t, word } = useTexts();
  const set = (part: Partial<CollectionEntry>) => change({ ...one, ...part });
  return (
    <div className="ll-entry">
      <p className="ll-soft">{t('catalogue.collectionLead')}</p>
      <SaidField name={t('catalogue.name')} value={one.title} locked={locked} change={(title) => set({ title })} />
      <div className="ll-entry-row">
        <PickField name={t('catalogue.describes')} value={one.of} options={things.map((value) => ({ value, label: word('collection_of', value) }))} locked={locked} change={(of) => set({ of })} />
        <Field name={t('catalogue.legalBasis')}><Input aria-label={t('catalogue.legalBasis')} disabled={locked} maxLength={300} value={one.legal_basis} onChange={(event) => set({ legal_basis: event.target.value })} /></Field>
      </div>
      <QuestionFields legend={t('catalogue.items')} stem={`${one.id}.item`} questions={one.items} locked={locked} change={(items) => set({ items })} />
    </div>
  );
}
