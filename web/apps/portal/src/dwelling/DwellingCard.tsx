import type { OwnDwelling } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';

/** One dwelling: how it stands, the word to show at the door, and the way out of it, which is asked once more. */
export function DwellingCard({ own, end }: { own: OwnDwelling; end(): void }) {
  const { t, say, word, moment } = useTexts();
  const [leaving, setLeaving] = useState(false);
  return (
    <li>
      <b>{say(own.dwelling.label)}</b>
      <span>{word('dwelling_state', own.state)}</span>
      {own.word && <><small>{t('dwelling.word')}</small><code className="lp-word">{own.word}</code><small>{t('dwelling.wordDo', { at: moment(own.expires_at) })}</small></>}
      {own.state === 'bound' && <small>{t(own.own_data ? 'dwelling.ownData' : 'dwelling.noData')}</small>}
      {own.reason && <p>{t('dwelling.reason', { reason: own.reason })}</p>}
      {own.settled_at && <small>{t('dwelling.settled', { office: say(own.office), at: moment(own.settled_at) })}</small>}
      {own.state === 'waiting' && <Button className="lp-plain" onPress={end}>{t('dwelling.withdraw')}</Button>}
      {own.state === 'bound' && !leaving && <Button className="lp-plain" onPress={() => setLeaving(true)}>{t('dwelling.leave')}</Button>}
      {own.state === 'bound' && leaving && (
        <>
          <p role="alert">{t('dwelling.leaveAsk')}</p>
          <div className="lp-buttons">
            <Button className="lp-second" onPress={end}>{t('dwelling.leave')}</Button>
            <Button className="lp-plain" autoFocus onPress={() => setLeaving(false)}>{t('portal.cancel')}</Button>
          </div>
        </>
      )}
    </li>
  );
}
