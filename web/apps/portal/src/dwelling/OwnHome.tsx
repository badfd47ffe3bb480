import { type Account, type OwnDwelling, read, write } from '@linli/kit/client';
import { unsubscribe } from '@linli/kit/push';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { PushPanel } from '../messages/PushPanel';
import { pushWorker } from '../messages/pushWorker';
import { Failure } from '../page/Failure';
import { DoorCode } from './DoorCode';
import { DwellingCard } from './DwellingCard';

/** The dwellings of whoever is signed in: what waits, with the word for the door, and what is bound. */
export function OwnHome({ account, at = '', left }: { account: Account; at?: string; left(): void }) {
  const { t } = useTexts();
  const [own, setOwn] = useState<OwnDwelling[]>([]);
  const [code, setCode] = useState(at);
  const [error, setError] = useState<unknown>(null);
  const resident = account.roles.includes('resident');
  const tried = useCallback(async (deed?: { (): Promise<unknown> }) => {
    setError(null);
    try {
      await deed?.();
      setOwn(await read<OwnDwelling[]>('/api/dwellings'));
    } catch (cause) {
      setError(cause);
    }
  }, []);
  useEffect(() => { if (resident) void tried(); }, [resident, tried]);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    void tried(async () => { await write<undefined>('POST', '/api/dwellings', { code: code.trim() }); setCode(''); });
  };
  const signOut = async () => {
    try {
      await unsubscribe(pushWorker);
      await write<undefined>('DELETE', '/api/session');
      left();
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <h1>{t('portal.home')}</h1>
      {!resident && <p>{t('portal.notResident')}</p>}
      <ol className="lp-dwellings">{own.map((each) => <DwellingCard key={each.id} own={each} end={() => void tried(() => write<undefined>('POST', `/api/dwellings/${each.id}/withdraw`))} />)}</ol>
      {own.some((each) => each.own_data) && <a href="/reads">{t('portal.console')}</a>}
      <Failure error={error} />
      {resident && (
        <form onSubmit={ask}>
          <DoorCode code={code} change={setCode} />
          <div className="lp-buttons"><Button type="submit" className="lp-main" isDisabled={!code.trim()}>{t('dwelling.ask')}</Button></div>
        </form>
      )}
      <PushPanel />
      <Button className="lp-plain" onPress={() => void signOut()}>{t('portal.signOut')}</Button>
    </>
  );
}
