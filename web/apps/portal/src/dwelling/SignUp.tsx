import { write } from '@linli/kit/client';
import { StrengthMeter } from '@linli/kit/password';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { DoorCode } from './DoorCode';

/** The code at the door, an account name and a password: nothing else is asked. */
export function SignUp({ at = '', done }: { at?: string; done(): void }) {
  const { t, lang } = useTexts();
  const [code, setCode] = useState(at);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await write<undefined>('POST', '/api/dwellings/sign-up', { code: code.trim(), login: login.trim(), password, lang });
      await write('POST', '/api/session', { account: login.trim(), password });
      done();
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h1>{t('portal.home')}</h1>
      <p className="lp-soft">{t('portal.homeLead')}</p>
      <DoorCode code={code} change={setCode} />
      <Field label={t('portal.login')} hint={t('portal.loginHint')} max={64} complete="username" value={login} onChange={setLogin} />
      <Field label={t('portal.password')} hint={t('portal.passwordHint')} type="password" complete="new-password" value={password} onChange={setPassword} />
      <StrengthMeter className="lp-strength" password={password} own={login.trim()} />
      <Failure error={error} />
      <div className="lp-buttons"><Button type="submit" className="lp-main" isDisabled={busy || !code.trim() || !login.trim() || !password}>{t('portal.signUp')}</Button></div>
    </form>
  );
}
