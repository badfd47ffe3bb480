import { useTexts } from '@linli/kit/texts';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components';
import type { Attached } from './draft';
import { Heard } from './Heard';
import { canRecord, openMicrophone } from './microphone';
import { longestSeconds, type Recorded, VoiceRecorder } from './VoiceRecorder';

interface Props { voice: Attached | null; taken(recorded: Recorded): void; remove(): void }

const make = () => new VoiceRecorder({
  open: openMicrophone,
  now: () => performance.now(),
  every: (ms, does) => { const timer = setInterval(does, ms); return () => clearInterval(timer); },
});

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** A voice note: recorded, heard, taken out again. Nothing where the browser records no sound. */
export function VoiceNote({ voice, taken, remove }: Props) {
  const { t } = useTexts();
  const [recorder] = useState(make);
  const state = useSyncExternalStore(recorder.subscribe, recorder.current);
  useEffect(() => { recorder.enter(); return () => recorder.leave(); }, [recorder]);
  if (voice) return <Heard voice={voice} remove={remove} />;
  if (!canRecord()) return null;
  return (
    <section className="lp-photo" aria-label={t('voice.title')}>
      <small>{t('voice.lead', { n: longestSeconds })}</small>
      {state.is === 'recording'
        ? <><p className="lp-word" role="timer">{clock(state.seconds)} / {clock(longestSeconds)}</p><Button className="lp-main" autoFocus onPress={() => void recorder.stop()}>{t('voice.stop')}</Button></>
        : <Button className="lp-second" isDisabled={state.is === 'asking'} onPress={() => void recorder.start(taken)}>{t('voice.record')}</Button>}
      {state.is === 'failed' && <p className="lp-failure" role="alert">{t('voice.failed')}</p>}
    </section>
  );
}
