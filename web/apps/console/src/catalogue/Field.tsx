import type { Limit, Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';

/** A field with its name above it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return <div className="ll-entry-field"><span aria-hidden="true">{name}</span>{children}</div>;
}

interface Said { name: string; value: Text; locked: boolean; long?: boolean; change(value: Text): void }

/** A text in both languages: neither is forgotten. */
export function SaidField({ name, value, locked, long, change }: Said) {
  const { t } = useTexts();
  const part = (lang: 'zh' | 'en') => {
    const label = t('catalogue.inLanguage', { name, language: t(`catalogue.${lang}`) });
    const shared = {
      'aria-label': label, disabled: locked, maxLength: 300, lang: lang === 'zh' ? 'zh-CN' : 'en', placeholder: t(`catalogue.${lang}`), value: value[lang],
      status: value[lang].trim() === '' ? 'warning' as const : undefined,
    };
    const said = (text: string) => change({ ...value, [lang]: text });
    return long
      ? <Input.TextArea {...shared} autoSize={{ minRows: 1, maxRows: 4 }} onChange={(event) => said(event.target.value)} />
      : <Input {...shared} onChange={(event) => said(event.target.value)} />;
  };
  return <Field name={name}><div className="ll-entry-said">{part('zh')}{part('en')}</div></Field>;
}

/** What a time limit is counted in. */
const counted = ['hours', 'working_hours', 'days', 'working_days'];

/** A time limit: how many of what. */
export function LimitField({ name, value, locked, change }: { name: string; value: Limit; locked: boolean; change(value: Limit): void }) {
  const { t, word } = useTexts();
  return (
    <Field name={name}>
      <div className="ll-entry-limit">
        <InputNumber
          aria-label={name} min={1} max={10_000} precision={0} disabled={locked} value={value.count} status={value.count > 0 ? undefined : 'error'}
          onChange={(count) => change({ ...value, count: count ?? 0 })}
        />
        <Select
          aria-label={t('catalogue.countedIn', { name })} disabled={locked} value={value.counted} options={counted.map((each) => ({ value: each, label: word('counted', each) }))}
          onChange={(next: string) => change({ ...value, counted: next })}
        />
      </div>
    </Field>
  );
}

interface Choice { value: string; label: string }

/** One of several. */
export function PickField({ name, value, options, locked, change }: { name: string; value: string; options: Choice[]; locked: boolean; change(value: string): void }) {
  const known = options.some((option) => option.value === value);
  return (
    <Field name={name}>
      <Select aria-label={name} disabled={locked} value={value} options={options} status={known ? undefined : 'error'} showSearch={{ optionFilterProp: 'label' }} onChange={change} />
    </Field>
  );
}

/** Some of several. */
export function PickSeveral({ name, value, options, locked, change }: { name: string; value: string[]; options: Choice[]; locked: boolean; change(value: string[]): void }) {
  return (
    <Field name={name}>
      <Select mode="multiple" aria-label={name} disabled={locked} value={value} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={change} />
    </Field>
  );
}
