import { ApiError, read, write } from '@linli/kit/client';
import { unsubscribe } from '@linli/kit/push';
import { useTexts } from '@linli/kit/texts';
import { useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { SignIn } from '../dwelling/SignIn';
import { pushWorker } from '../messages/pushWorker';
import { Failure } from '../page/Failure';
import { NewDeclaration } from './NewDeclaration';
import { Own } from './Own';
import { Sheet } from './Sheet';

type Where = 'list' | 'new' | 'many';

/** Who lives in, works in or lets a place: one's own declarations, a new one, many at once. `at` is the unit whose code was scanned. */
export function Declare({ at }: { at?: string }) {
  const { t } = useTexts();
  const [known, setKnown] = useState<boolean | null>(null);
  const [where, go] = useState<Where>(at ? 'new' : 'list');
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
  const leave = async () => {
    try {
      await unsubscribe(pushWorker);
      await write('DELETE', '/api/session');
      setKnown(false);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <section className="lp-page">
      <Failure error={error} />
      {known === false && <SignIn title={t('declare.signIn')} lead={t('declare.lead')} done={() => void look()} />}
      {known && where === 'list' && (
        <>
          <p className="lp-note">{t('declare.trust')}</p>
          <div className="lp-buttons">
            <Button className="lp-main" onPress={() => go('new')}>{t('declare.new')}</Button>
            <Button className="lp-second" onPress={() => go('many')}>{t('declare.many')}</Button>
          </div>
          <Own />
          <Button className="lp-plain" onPress={() => void leave()}>{t('declare.leaveSession')}</Button>
        </>
      )}
      {known && where === 'new' && <NewDeclaration at={at} back={() => go('list')} />}
      {known && where === 'many' && <Sheet back={() => go('list')} />}
    </section>
  );
}
