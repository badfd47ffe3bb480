import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { unsentOf } from '../sync/Field';
import { useField } from '../sync/useField';

/** Signs out; while something is unsent only on a second word. */
export function SignOut() {
  const { t } = useTexts();
  const { field, entries } = useField();
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const unsent = unsentOf(entries);
  const leave = () => { setError(null); field.signOut().catch(setError); };
  return (
    <>
      <Failure error={error} known={error ? t('field.signOutOffline') : undefined} />
      {asked && unsent > 0 ? (
        <div className="lf-failure" role="alert">
          <p>{t('field.signOutUnsent', { n: unsent })}</p>
          <div className="lf-buttons">
            <Button className="lf-second" onPress={() => setAsked(false)}>{t('field.stay')}</Button>
            <Button className="lf-main" onPress={leave}>{t('field.signOutAnyway')}</Button>
          </div>
        </div>
      ) : <Button className="lf-second" onPress={() => (unsent > 0 ? setAsked(true) : leave())}>{t('session.signOut')}</Button>}
    </>
  );
}
