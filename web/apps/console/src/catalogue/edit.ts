import type { CatalogueFault, CatalogueFiles, CatalogueOffice, CollectionEntry, EventClass, EventSubclass, MicroEventEntry, Text } from '@linli/kit/client';

/** What there are several of, each with an id of its own, and what there is one of. */
const several = ['class', 'subclass', 'office', 'micro_event', 'collection'] as const;
const single = ['settings', 'calendar'] as const;
export type Several = (typeof several)[number];

/** An entry of the catalogue: of which part, and its id. */
export interface Entry { part: Several | (typeof single)[number]; id: string }

/** An entry as a key of the tree, and back. */
export const keyOf = ({ part, id }: Entry): string => `${part}:${id}`;
export function entryOf(key: string): Entry | null {
  const [part, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  return isEntry(part) && id ? { part, id } : null;
}

/** Whether a part of the catalogue is an entry of its own. */
export function isEntry(part: string): part is Entry['part'] {
  return isSeveral(part) || single.some((each) => each === part);
}

/** Whether there are several of a part: entries that are added and withdrawn. */
export function isSeveral(part: string): part is Several {
  return several.some((each) => each === part);
}

/** The entry in which something is written that differs: an item of field collection is in its class. */
export function entryWith({ part, id }: { part: string; id: string }): Entry | null {
  if (part === 'collection_item') return { part: 'collection', id: id.split('.')[0] ?? id };
  return isEntry(part) ? { part, id } : null;
}

const replaced = <T extends { id: string }>(list: T[], id: string, next: T | null): T[] => (
  list.flatMap((each) => (each.id === id ? (next ? [next] : []) : [each])));

/** The files with a subclass changed; taken out where it is nothing. */
export function withSubclass(files: CatalogueFiles, id: string, next: EventSubclass | null): CatalogueFiles {
  return { ...files, events: { ...files.events, subclass: replaced(files.events.subclass, id, next) } };
}

/** The files with a class changed; taken out where it is nothing. */
export function withClass(files: CatalogueFiles, id: string, next: EventClass | null): CatalogueFiles {
  return { ...files, events: { ...files.events, class: replaced(files.events.class, id, next) } };
}

/** The files with an office changed; taken out where it is nothing. */
export function withOffice(files: CatalogueFiles, id: string, next: CatalogueOffice | null): CatalogueFiles {
  return { ...files, offices: { ...files.offices, office: replaced(files.offices.office, id, next) } };
}

/** The files with a micro-event changed; taken out where it is nothing. */
export function withMicro(files: CatalogueFiles, id: string, next: MicroEventEntry | null): CatalogueFiles {
  return { ...files, micro_events: { ...files.micro_events, micro_event: replaced(files.micro_events.micro_event, id, next) } };
}

/** The files with a class of field collection changed; taken out where it is nothing. */
export function withCollection(files: CatalogueFiles, id: string, next: CollectionEntry | null): CatalogueFiles {
  return { ...files, collection: { ...files.collection, class: replaced(files.collection.class, id, next) } };
}

/** The files without an entry; what there is one of stays. */
export function without(files: CatalogueFiles, { part, id }: Entry): CatalogueFiles {
  if (!isSeveral(part)) return files;
  return { class: withClass, subclass: withSubclass, office: withOffice, micro_event: withMicro, collection: withCollection }[part](files, id, null);
}

const blank: Text = { zh: '', en: '' };

/** A subclass to begin with, in a class: everything that must be said is still to be said. */
export function newSubclass(files: CatalogueFiles, of: string, name: string): CatalogueFiles {
  const next: EventSubclass = {
    id: `${of}.${name}`, class: of, title: blank, covers: blank, words: { zh: [], en: [] }, office: files.offices.office[0]?.id ?? '', co_offices: [],
    severity: 'ordinary', safety: false, open: false, contact: { count: 24, counted: 'hours' }, resolve: { count: 5, counted: 'working_days' }, levels: [],
    evidence: ['contact'], questions: [], stoppers: [], legal_basis: '',
  };
  return { ...files, events: { ...files.events, subclass: [...files.events.subclass, next] } };
}

export function newClass(files: CatalogueFiles, id: string): CatalogueFiles {
  return { ...files, events: { ...files.events, class: [...files.events.class, { id, title: blank }] } };
}

export function newOffice(files: CatalogueFiles, id: string): CatalogueFiles {
  return { ...files, offices: { ...files.offices, office: [...files.offices.office, { id, title: blank, does: blank }] } };
}

export function newMicro(files: CatalogueFiles, id: string): CatalogueFiles {
  const next: MicroEventEntry = {
    id, title: blank, responsible: 'owner', rectify: { count: 24, counted: 'hours' }, sample_percent: 10, becomes: files.events.subclass[0]?.id ?? '', shows: blank, legal_basis: '',
  };
  return { ...files, micro_events: { ...files.micro_events, micro_event: [...files.micro_events.micro_event, next] } };
}

export function newCollection(files: CatalogueFiles, id: string): CatalogueFiles {
  const next: CollectionEntry = { id, title: blank, of: 'unit', items: [], legal_basis: '' };
  return { ...files, collection: { ...files.collection, class: [...files.collection.class, next] } };
}

/** Whether an id can be given: small letters, digits and underscores, and not taken. */
export function isFree(files: CatalogueFiles, part: Several, id: string): boolean {
  const taken: { id: string }[] = {
    class: files.events.class, subclass: files.events.subclass, office: files.offices.office, micro_event: files.micro_events.micro_event, collection: files.collection.class,
  }[part];
  return /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/.test(id) && id.includes('.') === (part === 'subclass') && !taken.some((each) => each.id === id);
}

/** Whether an entry is meant by a search, in either language. */
export function isMeant(each: { id: string; title: Text; words?: { zh: string[]; en: string[] } }, search: string): boolean {
  const sought = search.trim().toLowerCase();
  const said = [each.id, each.title.zh, each.title.en, ...(each.words?.zh ?? []), ...(each.words?.en ?? [])];
  return sought === '' || said.some((text) => text.toLowerCase().includes(sought));
}

/** Where the server says what is wrong with an entry: a class of field collection may be called as one of events is. */
export const placeOf = ({ part, id }: Entry): string => (part === 'collection' ? `collection/${id}` : id);

/** Faults of an entry, and of what is within it. */
export function faultsOf(faults: CatalogueFault[], entry: Entry): CatalogueFault[] {
  const place = placeOf(entry);
  return faults.filter(({ at }) => at === place || at.startsWith(`${place}/`));
}
