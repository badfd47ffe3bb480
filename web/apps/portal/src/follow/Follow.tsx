import { ApiError, type Followed, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { FollowedCase } from './FollowedCase';

/** Follows a case by its number and word. */
export function Follow() {
  const { t } = useTexts();
  const [number, setNumber] = useState('');
  const [word, setWord] = useState('');
  const [found, setFound] = useState<Followed | null>(null);
  const [error, setError] = useState<unknown>(null);
  const look = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    try {
      setFound(await write<Followed>('POST', '/api/report/follow', { number, word }));
    } catch (cause) {
      setFound(null);
      setError(cause);
    }
  };
  const wrong = error instanceof ApiError && error.status === 404;
  return (
    <section className="lp-page">
      {!found && (
        <form onSubmit={(event) => void look(event)}>
          <h1>{t('portal.followLead')}</h1>
          <Field label={t('portal.number')} max={20} value={number} onChange={setNumber} />
          <Field label={t('portal.word')} max={64} value={word} onChange={setWord} />
          <Failure error={error} known={wrong ? t('portal.wrong') : undefined} />
          <div className="lp-buttons"><Button type="submit" className="lp-main" isDisabled={!number.trim() || !word.trim()}>{t('portal.look')}</Button></div>
        </form>
      )}
      {found && <FollowedCase row={found} word={word} changed={setFound} />}
    </section>
  );
}
