import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Brand } from '../shell/Brand';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { useParams } from '../page/useParams';
import { PasskeyButton } from '../passkeys/PasskeyButton';
import { SignOnAnswer } from '../signOn/SignOnAnswer';
import { SignOnButtons } from '../signOn/SignOnButtons';
import { SignOnCode } from '../signOn/SignOnCode';
import { CodeForm } from './CodeForm';
import { PasswordForm, type Fields } from './PasswordForm';
import { useSignIn } from './queries';

/** The first page: who are you, by a password, a passkey or a provider's word; and, where the account has a second factor, its code. */
export function SignIn() {
  const { t, lang } = useTexts();
  const signIn = useSignIn();
  const [asked, ask] = useState<Fields | null>(null);
  const [params, change] = useParams();
  const vouched = params.get('sign_on') === 'code';
  // What came of a sign-on was read by now, and is not to be said again once somebody is in.
  const read = () => { if (params.has('sign_on')) change({ sign_on: null }, true); };
  const send = (fields: Fields, code?: string) => {
    read();
    signIn.mutate({ ...fields, code, lang }, {
      onError: (error) => {
        if (error instanceof ApiError && error.problem.code === 'code_needed') { ask(fields); signIn.reset(); }
      },
    });
  };
  return (
    <main className="ll-signin">
      <section className="ll-signin-card">
        <header>
          <Brand />
          <LanguageSwitch />
        </header>
        <h1>{t('session.title')}</h1>
        <p className="ll-soft">{vouched ? t('signOn.codeLead') : asked ? t('session.codeLead') : t('session.lead')}</p>
        <SignOnAnswer />
        {vouched && <><SignOnCode back={read} /><PasskeyButton instead done={read} /></>}
        {!vouched && (asked
          ? <><CodeForm pending={signIn.isPending} error={signIn.error} send={(code) => send(asked, code)} back={() => { signIn.reset(); ask(null); }} /><PasskeyButton instead done={read} /></>
          : <><PasswordForm pending={signIn.isPending} error={signIn.error} send={send} /><PasskeyButton done={read} /><SignOnButtons /></>)}
        <p className="ll-soft ll-small">{t('session.trust')}</p>
      </section>
    </main>
  );
}
