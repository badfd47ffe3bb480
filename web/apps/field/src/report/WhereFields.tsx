import { detector } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { position } from '../page/position';
import { TextInput } from '../page/TextInput';
import { codeIn } from '../scan/codes';
import { Scanner } from '../scan/Scanner';
import type { Whereabouts } from './told';

/** Where it is: by the code at the door, by address, or by where one stands, asked once. */
export function WhereFields({ draft, change }: { draft: Whereabouts; change(part: Partial<Whereabouts>): void }) {
  const { t } = useTexts();
  const [scanning, setScanning] = useState(false);
  const [lost, setLost] = useState(false);
  const stand = async () => {
    const at = await position();
    setLost(at === null);
    if (at) change(at);
  };
  const wrong = draft.code.trim() !== '' && codeIn(draft.code) === null;
  return (
    <section className="lf-form">
      <h2>{t('portal.where')}</h2>
      <TextInput label={t('field.code')} hint={t('field.codeHint')} mode="numeric" max={80} value={draft.code} onChange={(code) => change({ code })} />
      {wrong && <p className="lf-failure" role="alert">{t('field.codeWrong')}</p>}
      {detector() && <Button className="lf-second" onPress={() => setScanning(true)}>{t('field.scan')}</Button>}
      <TextInput label={t('field.orAddress')} hint={t('portal.addressHint')} value={draft.address} onChange={(address) => change({ address })} />
      <Button className="lf-second" onPress={() => void stand()}>{t(draft.lon === null ? 'field.standHere' : 'field.standsHere')}</Button>
      <p className="lf-soft">{t('field.positionReport')}</p>
      {lost && <p className="lf-failure" role="alert">{t('field.noPosition')}</p>}
      {scanning && <Scanner found={(code) => { change({ code }); setScanning(false); }} close={() => setScanning(false)} />}
    </section>
  );
}
