import { type OwnNoticeDetail, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { newId } from '../page/newId';
import { PhotoField } from './PhotoField';

interface Props { row: OwnNoticeDetail; done(now: OwnNoticeDetail): void; back(): void }

/** Objects to a notice: what becomes of the duty meanwhile, the reasons, and what shows them. */
export function ObjectForm({ row, done, back }: Props) {
  const { t, say } = useTexts();
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<string[]>([]);
  const [id] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setError(null);
    try {
      const evidence = photos.map((file) => ({ kind: 'photo', file }));
      done(await write<OwnNoticeDetail>('POST', `/api/housing/own/notices/${row.id}/objections`, { id, words: words.trim(), evidence }));
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <h2>{t('own.object')}</h2>
      <p className="lp-failure">{say(row.effect.label)}</p>
      <Field long label={t('own.reasons')} hint={t('own.reasonsHint')} max={2000} value={words} onChange={setWords} />
      <PhotoField label={t('own.proof')} photos={photos} change={setPhotos} />
      <Failure error={error} />
      <div className="lp-buttons">
        <Button className="lp-plain" onPress={back}>{t('own.back')}</Button>
        <Button className="lp-main" isDisabled={!words.trim()} onPress={() => void send()}>{t('own.object')}</Button>
      </div>
    </>
  );
}
