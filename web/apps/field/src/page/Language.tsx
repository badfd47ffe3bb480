import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';

/** The other language. */
export function Language() {
  const { t, lang, setLang } = useTexts();
  const other = lang === 'zh' ? 'en' : 'zh';
  return <Button className="lf-second" onPress={() => setLang(other)}>{t(`lang.${other}`)}</Button>;
}
