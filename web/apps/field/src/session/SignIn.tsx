import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Language } from '../page/Language';
import { TextInput } from '../page/TextInput';
import { useField } from '../sync/useField';

/** Who are you: the first page, and again when a session has ended. */
export function SignIn({ again }: { again?: boolean }) {
  const { t, lang } = useTexts();
  const { field, account, link } = useField();
  const [login, setLogin] = useState(account?.login ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error instanceof ApiError && [400, 401, 403, 422].includes(error.status) ? t(code === null ? 'session.wrong' : 'field.secondWrong') : undefined;
  // The server answered; the device did not.
  const unkept = error !== null && !(error instanceof ApiError) ? t('field.keepsNothing') : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await field.signIn({ account: login.trim(), password, lang, ...(code === null ? {} : { code: code.trim() }) });
    } catch (cause) {
      // The password was right; the account has a second factor.
      if (cause instanceof ApiError && cause.problem.code === 'code_needed') setCode('');
      else setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const form = (
    <form className="lf-page" onSubmit={(event) => void submit(event)}>
      {again ? <p>{link === 'other' ? t('field.otherAccount') : t('field.signInAgain')}</p> : <><h1>{t('field.title')}</h1><p className="lf-soft">{t('field.signInLead')}</p></>}
      <TextInput label={t('session.account')} value={login} onChange={setLogin} complete="username" />
      <TextInput label={t('session.password')} type="password" value={password} onChange={setPassword} complete="current-password" />
      {code !== null && <TextInput label={t('field.secondFactor')} value={code} onChange={setCode} complete="one-time-code" />}
      <Failure error={error} known={wrong ?? unkept} />
      <Button type="submit" className="lf-main" isDisabled={busy || !login.trim() || !password || code === ''}>{t('session.submit')}</Button>
      {!again && <><p className="lf-soft">{t('field.offlineFirst')}</p><Language /></>}
    </form>
  );
  return again ? form : <main className="lf-shell">{form}</main>;
}
