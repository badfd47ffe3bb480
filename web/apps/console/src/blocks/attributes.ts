import type { Conflict, Contact, FactSource, Organisation, Person } from '@linli/kit/client';
import type { Texts } from '@linli/kit/texts';

/** An attribute as it is shown: its name, its value, and where it is from. */
export interface Attribute { key: string; name: string; value: string; source: FactSource | undefined; masked?: MaskedValue }

/** A value that can be asked for in full, and which of several it is. */
export interface MaskedValue { field: 'name' | 'birth_date' | 'number' | 'phone' | 'email'; place: number }

const masks: Record<string, MaskedValue> = {
  name: { field: 'name', place: 0 }, born_in: { field: 'birth_date', place: 0 }, document: { field: 'number', place: 0 },
};

type Say = Pick<Texts, 'word' | 't' | 'day'>;

/** How a value that did not stand is written. */
function written(field: string, value: string, { word }: Say): string {
  if (field === 'sex') return word('value', value);
  if (field === 'registered_here') return word('value', value === 'true' ? 'here' : 'elsewhere');
  return value;
}

/** What other records say instead, each under the attribute it contradicts. */
function withConflicts(attributes: Attribute[], conflicts: Record<string, Conflict[]>, fields: Record<string, string>, say: Say): Attribute[] {
  return attributes.flatMap((attribute) => {
    const field = fields[attribute.key] ?? attribute.key;
    const others = (conflicts[field] ?? []).map(({ value, as_of, source }, index) => ({
      key: `${attribute.key}~${index}`, name: say.t('blocks.otherwise', { fact: attribute.name }), source,
      value: [written(field, value, say), as_of && say.day(as_of)].filter(Boolean).join(' · '),
    }));
    return [attribute, ...others];
  });
}

function known(rows: [key: string, value: string | null, source: FactSource | undefined][], { word }: Say): Attribute[] {
  return rows.flatMap(([key, value, source]) => (value === null || value === '' ? [] : [{ key, name: word('fact', key), value, source }]));
}

/** What is known of a person, masked; what is not known is left out. */
export function personAttributes(person: Person, say: Say): Attribute[] {
  const { facts } = person;
  const registered = person.registered_here === null ? null : say.word('value', person.registered_here ? 'here' : 'elsewhere');
  const number = person.number && [person.document && say.word('document', person.document), person.number].filter(Boolean).join(' ');
  const attributes = known([
    ['name', person.name, facts.name],
    ['sex', person.sex && say.word('value', person.sex), facts.sex],
    ['born_in', person.born_in === null ? null : String(person.born_in), facts.born_on ?? facts.born_in],
    ['registered_here', registered, facts.registered_here],
    ['occupation_class', person.occupation_class, facts.occupation_class],
    ['education_class', person.education_class, facts.education_class],
    ['document', number, facts.number ?? facts.document],
  ], say).map((attribute) => ({ ...attribute, masked: masks[attribute.key] }));
  return [
    ...withConflicts(attributes, person.conflicts, { born_in: 'born_on', document: 'number' }, say),
    ...person.contacts.map((contact, index) => ({
      key: `${contact.kind}/${index}`, name: say.word('fact', contact.kind), value: contact.value, source: contact.source,
      masked: { field: contact.kind === 'email' ? 'email' as const : 'phone' as const, place: person.contacts.slice(0, index).filter(({ kind }) => kind === contact.kind).length },
    })),
  ];
}

/** What is known of an organisation. */
export function organisationAttributes(organisation: Organisation, say: Say): Attribute[] {
  const { facts } = organisation;
  const attributes = known([
    ['name_of_organisation', organisation.name, facts.name],
    ['number', organisation.number, facts.number],
    ['industry', organisation.industry, facts.industry],
  ], say);
  return withConflicts(attributes, organisation.conflicts, { name_of_organisation: 'name' }, say);
}

/** Contact points, masked. */
export function contactAttributes(contacts: Contact[], { word }: Say): Attribute[] {
  return contacts.map((contact, index) => ({ key: `${contact.kind}/${String(index)}`, name: word('fact', contact.kind), value: contact.value, source: contact.source }));
}
