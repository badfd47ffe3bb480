import { ApiError, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';

/** Whoever declares signs in: it is their word. */
export function SignIn({ done }: { done(): void }) {
  const { t, lang } = useTexts();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, ask] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    try {
      await write('POST', '/api/session', { account, password, lang, code: code || undefined });
      done();
    } catch (cause) {
      if (cause instanceof ApiError && cause.problem.code === 'code_needed') ask(true);
      else setError(cause);
    }
  };
  const wrong = error instanceof ApiError && [400, 401, 422].includes(error.status);
  return (
    <form onSubmit={(event) => void enter(event)}>
      <h1>{t('declare.signIn')}</h1>
      <p className="lp-soft">{t('declare.lead')}</p>
      <Field label={t('declare.account')} max={80} value={account} onChange={setAccount} />
      <Field label={t('declare.password')} type="password" max={200} value={password} onChange={setPassword} />
      {asked && <Field label={t('declare.code')} max={40} value={code} onChange={setCode} />}
      <Failure error={error} known={wrong ? t('declare.wrong') : undefined} />
      <div className="lp-buttons"><Button type="submit" className="lp-main" isDisabled={!account || !password}>{t('declare.enter')}</Button></div>
    </form>
  );
}
