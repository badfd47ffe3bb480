import type { CatalogueFiles } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { CalendarFields } from './CalendarFields';
import { CollectionFields } from './CollectionFields';
import { type Entry, withClass, withCollection, withMicro, withOffice, withSubclass } from './edit';
import { FormPreview } from './FormPreview';
import { MicroFields } from './MicroFields';
import { SaidField } from './SaidField';
import { SettingsFields } from './SettingsFields';
import { SubclassForm } from './SubclassForm';

interface Props { entry: Entry; files: CatalogueFiles; locked: boolean; change(files: CatalogueFiles): void }

/** The fields of one entry; of a subclass also the form as the reporter sees it. */
export function EntryFields({ entry, files, locked, change }: Props) {
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
  const micro = part === 'micro_event' ? files.micro_events.micro_event.find((each) => each.id === id) : undefined;
  if (micro) return <MicroFields one={micro} files={files} locked={locked} change={(next) => change(withMicro(files, id, next))} />;
  if (of) return <div className="ll-entry"><SaidField name={t('catalogue.name')} value={of.title} locked={locked} change={(title) => change(withClass(files, id, { ...of, title }))} /></div>;
  const collection = part === 'collection' ? files.collection.class.find((each) => each.id === id) : undefined;
  if (collection) return <CollectionFields one={collection} locked={locked} change={(next) => change(withCollection(files, id, next))} />;
  if (part === 'settings') return <SettingsFields events={files.events} locked={locked} change={(events) => change({ ...files, events })} />;
  if (part === 'calendar') return <CalendarFields calendar={files.calendar} locked={locked} change={(calendar) => change({ ...files, calendar })} />;
  return <EmptyState title={t('catalogue.gone')} />;
}
