import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';
import { PhotoButton } from '../photo/PhotoButton';
import { useField } from '../sync/useField';
import { actOnMicro, type MicroAhead } from './ahead';

/** The second step: put right, with a photo from after, or made a case; or verified by somebody else. */
export function MicroDeeds({ row }: { row: MicroAhead }) {
  const { t } = useTexts();
  const { field } = useField();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const can = (deed: string) => row.offers.includes(deed);
  const press = (deed: { deed: string; fixed?: boolean }) => {
    setBusy(true);
    void field.act([actOnMicro(row, deed, words)]).finally(() => setBusy(false));
  };
  if (row.offers.length === 0) return row.waiting.length > 0 ? null : <p className="lf-soft">{t(row.waits ? 'micro.lot' : 'micro.over')}</p>;
  return (
    <section className="lf-form" aria-label={t('cases.act')}>
      <TextInput long label={t('field.wordsFree')} max={2000} value={words} onChange={setWords} />
      {can('fix') && <PhotoButton main label={t('micro.fixPhoto')} taken={(photo) => field.act([actOnMicro(row, { deed: 'fix' }, words, [photo.sha256])], { photo })} />}
      {can('verify') && <Button className="lf-main" isDisabled={busy} onPress={() => press({ deed: 'verify', fixed: true })}>{t('micro_do.verify')}</Button>}
      {can('verify') && <Button className="lf-second" isDisabled={busy || !words.trim()} onPress={() => press({ deed: 'verify', fixed: false })}>{t('micro_do.reject')}</Button>}
      {can('escalate') && <Button className="lf-second" isDisabled={busy || !words.trim()} onPress={() => press({ deed: 'escalate' })}>{t('micro_do.escalate')}</Button>}
      {!words.trim() && <p className="lf-soft">{t('cases.needWhy')}: {t(can('verify') ? 'micro_do.reject' : 'micro_do.escalate')}</p>}
    </section>
  );
}
