import { type Account, ApiError, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Failure } from '../page/Failure';
import { OwnHome } from './OwnHome';
import { SignIn } from './SignIn';
import { SignUp } from './SignUp';

/** A resident's dwelling: from the code at the door to an account that is bound. `at` is the code, where it was scanned. */
export function Home({ at }: { at?: string }) {
  const { t } = useTexts();
  const [account, setAccount] = useState<Account | null | undefined>(undefined);
  const [known, setKnown] = useState(false);
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const look = async () => {
    try {
      setAccount((await read<{ account: Account }>('/api/session')).account);
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 401) setAccount(null);
      else setError(cause);
    }
  };
  useEffect(() => { void look(); }, []);
  return (
    <section className="lp-page">
      <Failure error={error} />
      {account && <OwnHome account={account} at={asked ? undefined : at} left={() => setAccount(null)} />}
      {account === null && (known ? <SignIn title={t('portal.home')} done={() => void look()} /> : <SignUp at={at} done={() => { setAsked(true); void look(); }} />)}
      {account === null && <button type="button" className="lp-plain" onClick={() => setKnown(!known)}>{t(known ? 'portal.noAccount' : 'portal.haveAccount')}</button>}
    </section>
  );
}
