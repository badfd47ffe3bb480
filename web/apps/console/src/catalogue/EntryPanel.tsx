import type { CatalogueFault, CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Popconfirm } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { type Entry, faultsOf, isSeveral, placeOf, without } from './edit';
import { EntryFields } from './EntryFields';

interface Props { entry: Entry | null; files: CatalogueFiles; faults: CatalogueFault[]; locked: boolean; change(files: CatalogueFiles): void }

/** One entry: its fields, what is wrong with it, and how it is withdrawn. */
export function EntryPanel({ entry, files, faults, locked, change }: Props) {
  const { t, say } = useTexts();
  if (!entry) return <EmptyState title={t('catalogue.choose')} />;
  const { part, id } = entry;
  const wrong = faultsOf(faults, entry);
  const place = placeOf(entry);
  return (
    <section className="ll-panel" aria-label={id}>
      <header className="ll-entry-head">
        <code>{id}</code>
        {!locked && isSeveral(part) && (
          <Popconfirm title={part === 'collection' ? t('catalogue.withdrawCollection') : t('catalogue.withdrawAsk')} okText={t('catalogue.withdraw')} cancelText={t('catalogue.keep')} onConfirm={() => change(without(files, entry))}>
            <Button size="small">{t('catalogue.withdraw')}</Button>
          </Popconfirm>
        )}
      </header>
      {wrong.length > 0 && (
        <Alert
          type="error" showIcon title={t('catalogue.faultsHere', { n: wrong.length })}
          description={<ul className="ll-entry-faults">{wrong.map((fault, index) => <li key={index}>{fault.at === place ? '' : `${fault.at.slice(place.length + 1)}: `}{say(fault.text)}</li>)}</ul>}
        />
      )}
      <EntryFields entry={entry} files={files} locked={locked} change={change} />
    </section>
  );
}
