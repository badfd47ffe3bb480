import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button, Switch } from 'react-aria-components';
import { CallDispatch } from '../call/CallDispatch';
import { Failure } from '../page/Failure';
import { useField } from '../sync/useField';

/** On duty and off; whether the position is shared meanwhile, and what becomes of it. */
export function DutyPanel() {
  const { t, moment } = useTexts();
  const { field, duty, link } = useField();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (duty.denied) return null;
  const run = (done: Promise<void>) => { setError(null); setBusy(true); done.catch(setError).finally(() => setBusy(false)); };
  const state = duty.sharing ? t(duty.sentAt ? 'duty.sentAt' : 'duty.sharing', { at: moment(duty.sentAt) }) : t('duty.notSharing');
  return (
    <section className="lf-form" aria-label={t('duty.title')}>
      <h2>{duty.on ? t('duty.on', { at: moment(duty.since) }) : t('duty.off')}</h2>
      {duty.endWaits && <p className="lf-soft">{t('duty.endWaits')}</p>}
      <Switch className="lf-switch" isSelected={duty.sharing} onChange={(sharing) => run(field.duty.share(sharing))}>
        <i aria-hidden="true" />{t('duty.share')}
      </Switch>
      <p className="lf-soft">{t('duty.shareLead')}</p>
      {duty.on && <p>{state}</p>}
      {duty.on && link === 'online' && <CallDispatch />}
      {duty.on && duty.lost && <p className="lf-failure" role="alert">{t('duty.noFix')}</p>}
      <Failure error={error} known={error ? t('duty.needsNetwork') : undefined} />
      {duty.on
        ? <Button className="lf-second" isDisabled={busy} onPress={() => run(field.duty.end())}>{t('duty.end')}</Button>
        : <Button className="lf-main" isDisabled={busy || link !== 'online' || duty.endWaits} onPress={() => run(field.duty.begin())}>{t('duty.begin')}</Button>}
    </section>
  );
}
