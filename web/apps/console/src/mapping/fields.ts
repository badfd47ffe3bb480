import type { MappedColumn, MappingDraft } from '@linli/kit/client';

/** Whom or what a field speaks of. */
export type Owner = 'row' | 'person' | 'organisation' | 'address' | 'event';

/** Every field a column may be for, by whom it speaks of, with the types it may have. */
export const fields: Record<Owner, Record<string, readonly string[]>> = {
  row: { record_id: ['text'], as_of: ['day', 'year'], valid_from: ['day', 'year'], valid_to: ['day', 'year'] },
  person: {
    name: ['text'], given_name: ['text'], middle_name: ['text'], family_name: ['text'], identity_number: ['identity_number'],
    phone: ['phone'], email: ['email'], sex: ['sex'], birth_on: ['day'], age: ['int'], registered_here: ['flag'],
    occupation_class: ['text'], education_class: ['text'], household: ['text'], household_role: ['text'],
  },
  organisation: { organisation_name: ['text'], organisation_number: ['text'], industry: ['text'], organisation_phone: ['phone'] },
  address: {
    address: ['text'], street_number: ['text'], street_name: ['text'], estate: ['text'], building: ['text'], entrance: ['text'],
    floor: ['text'], unit: ['text'], po_box: ['text'], city: ['text'], state: ['text'], postcode: ['text'],
  },
  event: { event_category: ['text'], event_on: ['day'] },
};

/** The roles that may be chosen. */
export const roles = {
  person: ['self', 'landlord', 'sub_landlord', 'tenant', 'owner', 'holder', 'legal_representative'],
  organisation: ['organisation', 'employer', 'agency', 'manager'],
  address: ['home', 'place', 'registered', 'mailing', 'dormitory', 'seat'],
} as const;

/** What a source may be for, where rules of tags ask. */
export const duties = ['residence_register', 'letting_filing', 'title_register', 'utility_account', 'dormitory_report', 'licence_register', 'property_management'] as const;

/** The role without the number it has where several of one stand in a row. */
export function baseOf(role: string): string {
  return role.replace(/_[2-4]$/, '');
}

/** The roles that may be chosen for a column; of a person also the second to the fourth of the role it has. */
export function rolesFor(owner: keyof typeof roles, role: string): string[] {
  const own: readonly string[] = roles[owner];
  return own.flatMap((each) => (owner === 'person' && each === baseOf(role) ? [each, ...[2, 3, 4].map((nth) => `${each}_${nth}`)] : [each]));
}

/** Whom a field speaks of. */
export function ownerOf(field: string): Owner | null {
  const found = Object.entries(fields).find(([, own]) => field in own);
  return (found?.[0] as Owner | undefined) ?? null;
}

/** The types a column for a field may have. */
export function typesOf(field: string): readonly string[] {
  const owner = ownerOf(field);
  return owner ? fields[owner][field] ?? [] : [];
}

/** A column for another field: with a type and a role that fit it. */
export function forField(column: MappedColumn, field: string): MappedColumn {
  const types = typesOf(field);
  const owner = ownerOf(field);
  const kind = types.length === 0 || types.includes(column.kind) ? column.kind : types[0] ?? 'text';
  const known: readonly string[] = owner === 'person' || owner === 'organisation' || owner === 'address' ? roles[owner] : [];
  const numbered = kind === 'identity_number' || kind === 'phone';
  return {
    ...column, field, kind,
    role: known.includes(owner === 'person' ? baseOf(column.role) : column.role) ? column.role : known[0] ?? '',
    scheme: numbered ? column.scheme ?? 'cn' : null,
    formats: kind === 'day' && column.formats.length === 0 ? ['YYYY-MM-DD'] : column.formats,
    mixed: field === 'name' && column.mixed,
    required: field !== 'nothing' && column.required,
  };
}

/** The roles that a draft has, by whom they are. */
export function rolesOf(draft: MappingDraft): { role: string; owner: Owner }[] {
  const found = new Map<string, { role: string; owner: Owner }>();
  for (const { field, role } of draft.columns) {
    const owner = ownerOf(field);
    if (role && owner) found.set(`${owner}/${role}`, { role, owner });
  }
  return [...found.values()];
}
