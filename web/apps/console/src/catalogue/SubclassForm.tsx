import type { CatalogueFiles, EventSubclass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Checkbox, Select } from 'antd';
import { Field } from './Field';
import { LevelFields } from './LevelFields';
import { LimitField } from './LimitField';
import { PickField } from './PickField';
import { PickSeveral } from './PickSeveral';
import { SaidField } from './SaidField';
import { QuestionFields } from './QuestionFields';
import { StopperFields } from './StopperFields';

const kinds = ['photo_before', 'photo_after', 'signature', 'location_near', 'document', 'contact'];

interface Props { one: EventSubclass; files: CatalogueFiles; locked: boolean; change(next: EventSubclass): void }

/** Everything a subclass says: what it is, who handles it, in what time, on what evidence, and what is asked. */
export function SubclassForm({ one, files, locked, change }: Props) {
  const { t, say, word } = useTexts();
  const set = (part: Partial<EventSubclass>) => change({ ...one, ...part });
  const offices = files.offices.office.map(({ id, title }) => ({ value: id, label: say(title) || id }));
  const words = (lang: 'zh' | 'en') => (
    <Select
      mode="tags" open={false} suffixIcon={null} aria-label={t('catalogue.inLanguage', { name: t('catalogue.words'), language: t(`catalogue.${lang}`) })} disabled={locked}
      placeholder={t(`catalogue.${lang}`)} value={one.words[lang]} onChange={(next: string[]) => set({ words: { ...one.words, [lang]: next } })}
    />
  );
  return (
    <div className="ll-entry">
      <SaidField name={t('catalogue.name')} value={one.title} locked={locked} change={(title) => set({ title })} />
      <SaidField name={t('catalogue.covers')} value={one.covers} locked={locked} long change={(covers) => set({ covers })} />
      <Field name={t('catalogue.words')}><div className="ll-entry-said">{words('zh')}{words('en')}</div></Field>
      <div className="ll-entry-row">
        <PickField name={t('catalogue.office')} value={one.office} options={offices} locked={locked} change={(office) => set({ office, co_offices: one.co_offices.filter((id) => id !== office) })} />
        <PickSeveral name={t('catalogue.coOffices')} value={one.co_offices} options={offices.filter(({ value }) => value !== one.office)} locked={locked} change={(co_offices) => set({ co_offices })} />
        <PickField name={t('catalogue.severity')} value={one.severity} locked={locked} options={['ordinary', 'serious', 'urgent'].map((value) => ({ value, label: word('case_severity', value) }))} change={(severity) => set({ severity })} />
      </div>
      <div className="ll-entry-row">
        <LimitField name={t('catalogue.contact')} value={one.contact} locked={locked} change={(contact) => set({ contact })} />
        <LimitField name={t('catalogue.resolve')} value={one.resolve} locked={locked} change={(resolve) => set({ resolve })} />
      </div>
      <LevelFields legend={t('catalogue.ownLevels')} levels={one.levels} locked={locked} change={(levels) => set({ levels })} />
      <PickSeveral name={t('catalogue.evidence')} value={one.evidence} options={kinds.map((value) => ({ value, label: word('case_evidence', value) }))} locked={locked} change={(evidence) => set({ evidence })} />
      <div className="ll-entry-row">
        <Checkbox disabled={locked} checked={one.safety} onChange={(event) => set({ safety: event.target.checked })}>{t('catalogue.safety')}</Checkbox>
        <Checkbox disabled={locked} checked={one.open} onChange={(event) => set({ open: event.target.checked })}>{t('catalogue.open')}</Checkbox>
      </div>
      <QuestionFields legend={t('catalogue.questions')} stem="question" questions={one.questions} locked={locked} change={(questions) => set({ questions })} />
      <StopperFields stoppers={one.stoppers} questions={one.questions} locked={locked} change={(stoppers) => set({ stoppers })} />
    </div>
  );
}
