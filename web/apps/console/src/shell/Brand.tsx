import { useTexts } from '@linli/kit/texts';

/** The name in both scripts: it is the same in every language. */
export function Brand() {
  const { t } = useTexts();
  return (
    <span className="ll-brand">
      <img src="/mark.svg" alt="" width={24} height={24} />
      <b lang="zh-Hans">{t('shell.nameZh')}</b>
      <span>{t('shell.nameEn')}</span>
    </span>
  );
}
