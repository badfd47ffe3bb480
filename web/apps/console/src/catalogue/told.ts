import type { CatalogueFiles, Text } from '@linli/kit/client';
import type { Texts } from '@linli/kit/texts';
import { weekdays } from './calendarWords';

/** The reader's way of saying things, and what entries are called there. */
export type Teller = Pick<Texts, 't' | 'say' | 'word' | 'number' | 'locale'> & { called(field: string, id: string): string };

/** The lists of words that values of a field are from. */
const lists: Record<string, string> = {
  severity: 'case_severity', evidence: 'case_evidence', responsible: 'responsible', of: 'collection_of', kind: 'question_kind', counted: 'counted', to: 'case_audience',
};

type Fields = Record<string, unknown>;
const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && typeof (value as Fields).zh === 'string' && typeof (value as Fields).en === 'string';

/** A value of the catalogue's files as people read it. */
export function told(field: string, value: unknown, teller: Teller): string {
  const { t, say, word, number } = teller;
  const list = lists[field];
  const all = (several: unknown[]) => several.map((one) => told(field, one, teller)).join(t('catalogue.between'));
  if (value === null || value === undefined || value === '') return t('catalogue.nothing');
  if (typeof value === 'boolean') return t(value ? 'catalogue.yes' : 'catalogue.no');
  if (typeof value === 'number') return field === 'years' ? String(value) : number(value);
  if (typeof value === 'string') return list === undefined ? teller.called(field, value) : word(list, value);
  if (Array.isArray(value)) return value.length === 0 ? t('catalogue.nothing') : all(value);
  if (isText(value)) return say(value);
  const of = value as Fields;
  const part = (name: string) => told(name, of[name], teller);
  if ('counted' in of) return `${part('count')} ${part('counted')}`;
  if ('percent' in of) return `${part('percent')} % ${part('to')}`;
  if ('from' in of) {
    const days = of.from === of.to ? part('from') : `${part('from')} – ${String(of.to)}`;
    const worked = Array.isArray(of.make_up) && of.make_up.length > 0 ? ` (${t('catalogue.worked')} ${part('make_up')})` : '';
    return `${part('name')} ${days}${worked}`;
  }
  if ('ask' in of) return `${part('ask')} (${part('kind')}${Array.isArray(of.options) && of.options.length > 0 ? `: ${part('options')}` : ''})`;
  if ('text' in of) return typeof of.call === 'string' && of.call !== '' ? `${part('text')} (${of.call})` : part('text');
  return all(Object.values(of).flat());
}

/** What a list no longer has and what it has now; hours of the week by their days. Anything else as it was and as it is. */
export function apart(field: string, before: unknown, after: unknown, teller: Teller): [unknown, unknown] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [before, after];
  const days = field === 'week' ? weekdays(teller.locale) : [];
  const named = (list: unknown[]) => (field === 'week' ? list.map((hours, index) => `${days[index] ?? ''} ${Array.isArray(hours) && hours.length === 0 ? teller.t('catalogue.dayOff') : told('hours', hours, teller)}`) : list);
  const [old, now] = [named(before), named(after)];
  const [oldKeys, nowKeys] = [old, now].map((list) => new Set(list.map((one) => JSON.stringify(one))));
  const gone = old.filter((one) => !nowKeys?.has(JSON.stringify(one)));
  const come = now.filter((one) => !oldKeys?.has(JSON.stringify(one)));
  // Nothing came and nothing went: the order is another.
  return gone.length + come.length === 0 ? [old, now] : [gone, come];
}

/** What an entry is called to which a field refers by its id; the value itself where it refers to none. */
export function calledIn(files: CatalogueFiles, say: Texts['say']): Teller['called'] {
  const offices = new Map(files.offices.office.map(({ id, title }) => [id, title]));
  const events = new Map([...files.events.class, ...files.events.subclass].map(({ id, title }) => [id, title]));
  const items = new Map(files.collection.class.flatMap((each) => each.items.map(({ id, ask }) => [id, ask] as const)));
  const where: Record<string, Map<string, Text>> = { office: offices, co_offices: offices, becomes: events, class: events, items };
  return (field, id) => {
    const title = where[field]?.get(id);
    return title ? say(title) : id;
  };
}
