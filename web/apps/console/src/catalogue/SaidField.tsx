import type { Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input } from 'antd';
import { Field } from './Field';

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
