import { ApiError, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';

interface Props { title: string; lead?: string; done(): void }

/** Signs somebody in who has an account. */
export function SignIn({ title, lead, done }: Props) {
  const { t, lang } = useTexts();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError && error.status === 401;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await write('POST', '/api/session', { account: login.trim(), password, lang, ...(code === null ? {} : { code: code.trim() }) });
      done();
    } catch (cause) {
      // The password was right; the account has a second factor.
      if (cause instanceof ApiError && cause.problem.code === 'code_needed') setCode('');
      else setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h1>{title}</h1>
      {lead && <p className="lp-soft">{lead}</p>}
      <Field label={t('portal.login')} max={64} complete="username" value={login} onChange={setLogin} />
      <Field label={t('portal.password')} type="password" complete="current-password" value={password} onChange={setPassword} />
      {code !== null && <Field label={t('portal.secondFactor')} max={40} complete="one-time-code" value={code} onChange={setCode} />}
      <Failure error={error} known={wrong ? t('portal.signInWrong') : undefined} />
      <div className="lp-buttons"><Button type="submit" className="lp-main" isDisabled={busy || !login.trim() || !password || code === ''}>{t('portal.signIn')}</Button></div>
    </form>
  );
}
