import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { actOn } from '../case/deeds';
import { ahead } from '../outbox/ahead';
import { TextInput } from '../page/TextInput';
import type { Kept } from '../store/device';
import { useField } from '../sync/useField';
import { TaskCard } from '../tasks/TaskCard';

/** A case offered to whoever holds the device: taken, or declined with a reason. The answer waits in the outbox where there is no network. */
export function OfferCard({ kept }: { kept: Kept }) {
  const { t, moment } = useTexts();
  const { field, entries } = useField();
  const [declining, setDeclining] = useState(false);
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const { detail } = kept;
  const answered = ahead(detail, entries).waiting.some(({ job }) => job.kind === 'act' && (job.deed.deed === 'take' || job.deed.deed === 'decline'));
  const answer = (deed: string, words = '') => { setBusy(true); void field.act([actOn(detail, { deed }, words)]).finally(() => setBusy(false)); };
  return (
    <section className="lf-form lf-offer" aria-label={t('duty.yours')}>
      <TaskCard kept={kept} />
      {detail.offered && !answered && <p><b>{t('duty.until', { at: moment(detail.offered.until) })}</b></p>}
      {!answered && declining && <TextInput long label={t('duty.declineWhy')} max={2000} value={why} onChange={setWhy} />}
      {!answered && (
        <div className="lf-buttons">
          <Button className="lf-second" isDisabled={busy || (declining && why.trim() === '')} onPress={() => (declining ? answer('decline', why) : setDeclining(true))}>{t('duty.decline')}</Button>
          {declining
            ? <Button className="lf-second" onPress={() => setDeclining(false)}>{t('field.cancel')}</Button>
            : <Button className="lf-main" isDisabled={busy} onPress={() => answer('take')}>{t('duty.take')}</Button>}
        </div>
      )}
    </section>
  );
}
