import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Brand } from '../shell/Brand';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { CodeForm } from './CodeForm';
import { PasswordForm, type Fields } from './PasswordForm';
import { useSignIn } from './queries';

/** The first page: who are you; and, where the account has a second factor, its code. */
export function SignIn() {
  const { t, lang } = useTexts();
  const signIn = useSignIn();
  const [asked, ask] = useState<Fields | null>(null);
  const send = (fields: Fields, code?: string) => signIn.mutate({ ...fields, code, lang }, {
    onError: (error) => {
      if (error instanceof ApiError && error.problem.code === 'code_needed') { ask(fields); signIn.reset(); }
    },
  });
  return (
    <main className="ll-signin">
      <section className="ll-signin-card">
        <header>
          <Brand />
          <LanguageSwitch />
        </header>
        <h1>{t('session.title')}</h1>
        <p className="ll-soft">{asked ? t('session.codeLead') : t('session.lead')}</p>
        {asked
          ? <CodeForm pending={signIn.isPending} error={signIn.error} send={(code) => send(asked, code)} back={() => { signIn.reset(); ask(null); }} />
          : <PasswordForm pending={signIn.isPending} error={signIn.error} send={send} />}
        <p className="ll-soft ll-small">{t('session.trust')}</p>
      </section>
    </main>
  );
}
