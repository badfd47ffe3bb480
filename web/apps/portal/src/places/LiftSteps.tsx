import { type Lift, read, type Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';

/** What there is to do, step by step. */
function stepsOf(lift: Lift): { text: Text }[] {
  switch (lift.lift) {
    case 'highest': return [];
    case 'inspect': return lift.facts;
    default: return lift.steps;
  }
}

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
  const steps = stepsOf(lift);
  return (
    <div role="status">
      <b>{t('own.lift')}</b>
      {lift.lift === 'highest' && <p className="lp-soft">{t('own.liftHighest')}</p>}
      {lift.lift === 'inspect' && <p className="lp-soft">{t('own.liftInspect')}</p>}
      {lift.lift === 'steps' && <p className="lp-soft">{t('own.liftTo', { n: lift.to, day: day(lift.not_before) })}</p>}
      <ol className="lp-near">{steps.map(({ text }, index) => <li key={index}>{say(text)}</li>)}</ol>
    </div>
  );
}
