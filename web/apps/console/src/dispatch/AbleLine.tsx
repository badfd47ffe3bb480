import type { AbleOnDuty } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';

interface Props { one: AbleOnDuty; busy: boolean; offer(): void }

/** Somebody who could take the case: how long they walk, what they have, why. */
export function AbleLine({ one, busy, offer }: Props) {
  const { t, say } = useTexts();
  return (
    <li>
      <div>
        <b>{one.officer.name}{one.officer.me && ` (${t('cases.me')})`}</b>
        <p>{one.minutes === null ? t('duty.unknown') : t('duty.minutes', { n: one.minutes })} · {t('duty.open', { n: one.open })}</p>
        <small>{say(one.why)}</small>
      </div>
      <Button disabled={busy} aria-label={`${t('duty.offer')} ${one.officer.name}`} onClick={offer}>{t('duty.offer')}</Button>
    </li>
  );
}
