import type { CatalogueFiles, MicroEventEntry } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { InputNumber } from 'antd';
import { Field } from './Field';
import { LimitField } from './LimitField';
import { PickField } from './PickField';
import { SaidField } from './SaidField';

const responsible = ['owner', 'manager', 'tenant', 'operator'];

interface Props { one: MicroEventEntry; files: CatalogueFiles; locked: boolean; change(next: MicroEventEntry): void }

/** A small thing: who puts it right, in what time, what part is verified, and what it becomes when nothing happens. */
export function MicroFields({ one, files, locked, change }: Props) {
  const { t, say, word } = useTexts();
  const set = (part: Partial<MicroEventEntry>) => change({ ...one, ...part });
  const events = files.events.subclass.map(({ id, title }) => ({ value: id, label: say(title) || id }));
  return (
    <div className="ll-entry">
      <SaidField name={t('catalogue.name')} value={one.title} locked={locked} change={(title) => set({ title })} />
      <SaidField name={t('catalogue.shows')} value={one.shows} locked={locked} long change={(shows) => set({ shows })} />
      <div className="ll-entry-row">
        <PickField name={t('catalogue.responsible')} value={one.responsible} options={responsible.map((value) => ({ value, label: word('responsible', value) }))} locked={locked} change={(next) => set({ responsible: next })} />
        <PickField name={t('catalogue.becomes')} value={one.becomes} options={events} locked={locked} change={(becomes) => set({ becomes })} />
      </div>
      <div className="ll-entry-row">
        <LimitField name={t('catalogue.rectify')} value={one.rectify} locked={locked} change={(rectify) => set({ rectify })} />
        <Field name={t('catalogue.sample')}>
          <InputNumber aria-label={t('catalogue.sample')} min={1} max={100} precision={0} disabled={locked} value={one.sample_percent} onChange={(next) => set({ sample_percent: next ?? 0 })} />
        </Field>
      </div>
    </div>
  );
}
