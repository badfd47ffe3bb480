import type { OwnFact } from '@linli/kit/client';
import type { Texts } from '@linli/kit/texts';

type Say = Pick<Texts, 'word' | 'say' | 'day'>;

/** What a fact is about, and what it says, in plain words. */
export function factText(fact: OwnFact, { word, say, day }: Say): { name: string; value: string } {
  if (fact.field === 'relation') return { name: say(fact.relation), value: say(fact.to_name) };
  const name = word('own_fact', fact.field);
  switch (fact.field) {
    case 'sex': return { name, value: word('value', fact.value) };
    case 'registered_here': return { name, value: word('value', fact.value === 'true' ? 'here' : 'elsewhere') };
    case 'document_type': return { name, value: word('document', fact.value) };
    // Of a day that does not stand the year is told.
    case 'birth_date': return { name, value: fact.value.length === 4 ? fact.value : day(fact.value) };
    default: return { name, value: fact.value };
  }
}
