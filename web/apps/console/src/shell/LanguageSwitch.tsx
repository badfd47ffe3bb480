import type { Lang } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Segmented } from 'antd';

/** Changes the language at once, without a reload. */
export function LanguageSwitch() {
  const { lang, setLang, t } = useTexts();
  const options: { label: string; value: Lang }[] = [
    { label: t('lang.zh'), value: 'zh' },
    { label: t('lang.en'), value: 'en' },
  ];
  return <Segmented<Lang> size="small" aria-label={t('shell.language')} options={options} value={lang} onChange={setLang} />;
}
