import { detector } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';
import { go } from '../page/useRoute';
import { codeIn } from '../scan/codes';
import { Scanner } from '../scan/Scanner';

/** A place outside one's round: by the code at its door. */
export function FindPlace() {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [scanning, setScanning] = useState(false);
  const code = codeIn(text);
  const visit = (found: string) => go(`visit/${found}`);
  return (
    <div className="lf-page">
      <a className="lf-back" href="#/today">{t('field.back')}</a>
      <h1>{t('visit.other')}</h1>
      <p className="lf-soft">{t('visit.otherLead')}</p>
      {detector() && <Button className="lf-second" onPress={() => setScanning(true)}>{t('field.scan')}</Button>}
      <TextInput label={t('field.code')} hint={t('field.codeHint')} mode="numeric" max={80} value={text} onChange={setText} />
      {text.trim() !== '' && code === null && <p className="lf-failure" role="alert">{t('field.codeWrong')}</p>}
      <Button className="lf-main" isDisabled={code === null} onPress={() => { if (code) visit(code); }}>{t('visit.go')}</Button>
      {scanning && <Scanner found={visit} close={() => setScanning(false)} />}
    </div>
  );
}
