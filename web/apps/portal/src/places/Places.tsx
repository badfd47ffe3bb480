import { ApiError, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useCallback, useEffect, useState } from 'react';
import { SignIn } from '../dwelling/SignIn';
import { Failure } from '../page/Failure';
import { OwnPlaces } from './OwnPlaces';

/** The places that whoever is signed in answers for: what is asked of them there, and by when. */
export function Places() {
  const { t } = useTexts();
  const [known, setKnown] = useState<boolean | null>(null);
  const [error, setError] = useState<unknown>(null);
  const look = useCallback(async () => {
    setError(null);
    try {
      await read('/api/session');
      setKnown(true);
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 401) setKnown(false);
      else setError(cause);
    }
  }, []);
  useEffect(() => { void look(); }, [look]);
  return (
    <section className="lp-page">
      <Failure error={error} />
      {known === false && <SignIn title={t('own.signIn')} lead={t('own.lead')} done={() => void look()} />}
      {known && <OwnPlaces />}
    </section>
  );
}
