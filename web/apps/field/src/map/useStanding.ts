import type { Point } from '@linli/kit/client';
import { useEffect, useState } from 'react';
import { follow } from '../page/position';
import { useField } from '../sync/useField';

export interface Standing { asked: boolean; at: Point | null; lost: boolean; turn(on: boolean): void }

/** Where one stands: on duty alone, once asked for, as long as the page is open. It is shown, and neither kept nor sent. */
export function useStanding(): Standing {
  const { duty } = useField();
  const [asked, turn] = useState(false);
  const [at, setAt] = useState<Point | null>(null);
  const [lost, setLost] = useState(false);
  const isOn = asked && duty.on;
  useEffect(() => { if (!duty.on) turn(false); }, [duty.on]);
  useEffect(() => {
    if (!isOn) return undefined;
    const stop = follow((now) => { setAt(now); setLost(now === null); });
    return () => { stop(); setAt(null); setLost(false); };
  }, [isOn]);
  return { asked: isOn, at: isOn ? at : null, lost: isOn && lost, turn };
}
