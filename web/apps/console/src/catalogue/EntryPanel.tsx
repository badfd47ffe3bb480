import type { CatalogueFault, CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Popconfirm } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { type Entry, faultsOf, withClass, withOffice, withSubclass } from './edit';
import { SaidField } from './Field';
import { FormPreview } from './FormPreview';
import { SubclassForm } from './SubclassForm';

interface Props { entry: Entry | null; files: CatalogueFiles; faults: CatalogueFault[]; locked: boolean; change(files: CatalogueFiles): void }

function Fields({ entry, files, locked, change }: Props & { entry: Entry }) {
  const { t } = useTexts();
  const { part, id } = entry;
  const subclass = part === 'subclass' ? files.events.subclass.find((each) => each.id === id) : undefined;
  const office = part === 'office' ? files.offices.office.find((each) => each.id === id) : undefined;
  const of = part === 'class' ? files.events.class.find((each) => each.id === id) : undefined;
  if (subclass) {
    return (
      <>
        <SubclassForm one={subclass} files={files} locked={locked} change={(next) => change(withSubclass(files, id, next))} />
        <FormPreview key={id} one={subclass} />
      </>
    );
  }
  if (office) {
    return (
      <div className="ll-entry">
        <SaidField name={t('catalogue.name')} value={office.title} locked={locked} change={(title) => change(withOffice(files, id, { ...office, title }))} />
        <SaidField name={t('catalogue.does')} value={office.does} locked={locked} long change={(does) => change(withOffice(files, id, { ...office, does }))} />
      </div>
    );
  }
  if (of) return <div className="ll-entry"><SaidField name={t('catalogue.name')} value={of.title} locked={locked} change={(title) => change(withClass(files, id, { ...of, title }))} /></div>;
  return <EmptyState title={t('catalogue.gone')} />;
}

/** One entry: its fields, what is wrong with it, and how it is withdrawn. */
export function EntryPanel(props: Props) {
  const { t, say } = useTexts();
  const { entry, files, faults, locked, change } = props;
  if (!entry) return <EmptyState title={t('catalogue.choose')} />;
  const { part, id } = entry;
  const wrong = faultsOf(faults, id);
  const without = { subclass: withSubclass, office: withOffice, class: withClass }[part];
  return (
    <section className="ll-panel" aria-label={id}>
      <header className="ll-entry-head">
        <code>{id}</code>
        {!locked && (
          <Popconfirm title={t('catalogue.withdrawAsk')} okText={t('catalogue.withdraw')} cancelText={t('catalogue.keep')} onConfirm={() => change(without(files, id, null))}>
            <Button size="small">{t('catalogue.withdraw')}</Button>
          </Popconfirm>
        )}
      </header>
      {wrong.length > 0 && (
        <Alert
          type="error" showIcon title={t('catalogue.faultsHere', { n: wrong.length })}
          description={<ul className="ll-entry-faults">{wrong.map((fault, index) => <li key={index}>{fault.at === id ? '' : `${fault.at.slice(id.length + 1)}: `}{say(fault.text)}</li>)}</ul>}
        />
      )}
      <Fields {...props} entry={entry} />
    </section>
  );
}
