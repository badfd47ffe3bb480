import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { EnrolFactor } from './EnrolFactor';
import { useSecondFactor } from './queries';
import { RemoveFactor } from './RemoveFactor';

/** Whether a code is asked for beside the password, and the way to change that. */
export function SecondFactor() {
  const { t, moment } = useTexts();
  const factor = useSecondFactor();
  const [open, show] = useState<'enrol' | 'remove' | null>(null);
  if (factor.isError) return <ErrorState error={factor.error} retry={() => void factor.refetch()} />;
  const since = factor.data?.since ?? null;
  return (
    <section className="ll-panel ll-session">
      <div>
        <h2>{t('factor.title')}</h2>
        <p className="ll-soft">{since ? t('factor.on', { at: moment(since) }) : t('factor.off')}</p>
        {since && <p className="ll-soft">{t('factor.left', { n: factor.data?.recovery_left ?? 0 })}</p>}
      </div>
      {factor.data && (since
        ? <Button onClick={() => show('remove')}>{t('factor.remove')}</Button>
        : <Button type="primary" onClick={() => show('enrol')}>{t('factor.set')}</Button>)}
      {open === 'enrol' && <EnrolFactor close={() => show(null)} />}
      {open === 'remove' && <RemoveFactor close={() => show(null)} />}
    </section>
  );
}
