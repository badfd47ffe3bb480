import { PlusOutlined } from '@ant-design/icons';
import type { CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { type Entry, isFree, newClass, newCollection, newMicro, newOffice, newSubclass, type Several } from './edit';

interface Props { files: CatalogueFiles; add(files: CatalogueFiles, entry: Entry): void }

/** Adds a class, a subclass of one, an office, a micro-event or a class of field collection, by an id of its own. */
export function NewEntry({ files, add }: Props) {
  const { t, say } = useTexts();
  const [where, setWhere] = useState<string>('office');
  const [name, setName] = useState('');
  const part: Several = where === 'office' || where === 'class' || where === 'micro_event' || where === 'collection' ? where : 'subclass';
  const of = part === 'subclass' ? where.slice(3) : '';
  const id = part === 'subclass' ? `${of}.${name.trim()}` : name.trim();
  const options = [
    { value: 'office', label: t('catalogue.newOffice') },
    { value: 'micro_event', label: t('catalogue.newMicro') },
    { value: 'collection', label: t('catalogue.newCollection') },
    { value: 'class', label: t('catalogue.newClass') },
    ...files.events.class.map((each) => ({ value: `of:${each.id}`, label: t('catalogue.newSubclass', { of: say(each.title) || each.id }) })),
  ];
  const make = () => {
    const made = { office: newOffice, class: newClass, micro_event: newMicro, collection: newCollection };
    add(part === 'subclass' ? newSubclass(files, of, name.trim()) : made[part](files, id), { part, id });
    setName('');
  };
  return (
    <div className="ll-entry-new">
      <Select aria-label={t('catalogue.newWhat')} value={where} options={options} onChange={setWhere} />
      <Input aria-label={t('catalogue.id')} placeholder={t('catalogue.idHint')} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={() => { if (isFree(files, part, id)) make(); }} />
      <Button icon={<PlusOutlined />} disabled={!isFree(files, part, id)} onClick={make}>{t('catalogue.add')}</Button>
    </div>
  );
}
