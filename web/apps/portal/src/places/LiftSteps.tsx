import { type Lift, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';

/** What would lift a building one star: reckoned when it is asked for. */
export function LiftSteps({ building }: { building: string }) {
  const { t, say, day } = useTexts();
  const [lift, setLift] = useState<Lift | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = async () => {
    setError(null);
    try {
      setLift(await read<Lift>(`/api/housing/own/buildings/${building}/lift`));
    } catch (cause) {
      setError(cause);
    }
  };
  if (!lift) return <><Failure error={error} /><Button className="lp-plain" onPress={() => void ask()}>{t('own.lift')}</Button></>;
  const lead = lift.lift === 'highest' ? t('own.liftHighest') : lift.lift === 'inspect' ? t('own.liftInspect') : t('own.liftTo', { n: lift.to, day: day(lift.not_before) });
  const steps = lift.lift === 'highest' ? [] : lift.lift === 'inspect' ? lift.facts : lift.steps;
  return (
    <div role="status">
      <b>{t('own.lift')}</b>
      <p className="lp-soft">{lead}</p>
      <ol className="lp-near">{steps.map(({ text }, index) => <li key={index}>{say(text)}</li>)}</ol>
    </div>
  );
}
