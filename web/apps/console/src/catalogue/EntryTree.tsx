import type { CatalogueFault, CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input, type InputRef, Tree } from 'antd';
import type { Key, Ref } from 'react';
import { type Entry, entryOf, faultsOf, isMeant, keyOf } from './edit';

interface Props { files: CatalogueFiles; faults: CatalogueFault[]; search: string; chosen: Entry | null; searchBox: Ref<InputRef>; seek(search: string): void; choose(entry: Entry): void }

/** Classes with their subclasses, offices, micro-events, field collection and what holds for all: found by a name, a word or an id. */
export function EntryTree({ files, faults, search, chosen, searchBox, seek, choose }: Props) {
  const { t, say } = useTexts();
  const line = (entry: Entry, title: { zh: string; en: string }) => {
    const wrong = faultsOf(faults, entry).length;
    return {
      key: keyOf(entry),
      title: (
        <span className="ll-entry-line">
          {say(title) || entry.id}
          {wrong > 0 && <span className="ll-entry-wrong">{t('catalogue.faultCount', { n: wrong })}</span>}
        </span>
      ),
    };
  };
  const classes = files.events.class.flatMap((each) => {
    const whole = isMeant(each, search);
    const within = files.events.subclass.filter((one) => one.class === each.id && (isMeant(one, search) || (whole && search.trim() !== '')));
    if (!whole && within.length === 0) return [];
    return [{ ...line({ part: 'class', id: each.id }, each.title), children: within.map((one) => line({ part: 'subclass', id: one.id }, one.title)) }];
  });
  // A subclass whose class is gone is to be seen too, or its fault could not be put right.
  const lost = files.events.subclass.filter((one) => !files.events.class.some((each) => each.id === one.class) && isMeant(one, search));
  const offices = files.offices.office.filter((each) => isMeant(each, search)).map((each) => line({ part: 'office', id: each.id }, each.title));
  const micro = files.micro_events.micro_event.filter((each) => isMeant(each, search)).map((each) => line({ part: 'micro_event', id: each.id }, each.title));
  const collection = files.collection.class
    .filter(({ id, title, items }) => isMeant({ id, title, words: { zh: items.flatMap((item) => [item.id, item.ask.zh]), en: items.map((item) => item.ask.en) } }, search))
    .map((each) => line({ part: 'collection', id: each.id }, each.title));
  const named = (name: string) => ({ zh: name, en: name });
  const single = [
    { entry: { part: 'settings', id: 'events' } as const, title: named(t('catalogue.settings')) },
    { entry: { part: 'calendar', id: 'calendar' } as const, title: files.calendar.title },
  ];
  const forAll = single.filter(({ entry, title }) => isMeant({ id: entry.id, title, words: { zh: [t('catalogue.forAll')], en: [] } }, search)).map(({ entry, title }) => line(entry, title));
  const data = [
    ...classes,
    ...lost.map((one) => line({ part: 'subclass', id: one.id }, one.title)),
    { key: 'offices', title: <b>{t('catalogue.offices')}</b>, selectable: false, children: offices },
    { key: 'micro_events', title: <b>{t('catalogue.microEvents')}</b>, selectable: false, children: micro },
    { key: 'collection', title: <b>{t('catalogue.collection')}</b>, selectable: false, children: collection },
    { key: 'for_all', title: <b>{t('catalogue.forAll')}</b>, selectable: false, children: forAll },
  ];
  const pick = (keys: Key[]) => {
    const entry = entryOf(String(keys[0] ?? ''));
    if (entry) choose(entry);
  };
  return (
    <nav className="ll-entry-tree" aria-label={t('catalogue.entries')}>
      <Input ref={searchBox} allowClear aria-label={t('catalogue.search')} placeholder={t('catalogue.search')} value={search} onChange={(event) => seek(event.target.value)} />
      <Tree
        key={search ? 'found' : 'all'} aria-label={t('catalogue.entries')} blockNode defaultExpandAll treeData={data}
        selectedKeys={chosen ? [keyOf(chosen)] : []} onSelect={(keys) => pick(keys)}
      />
    </nav>
  );
}
