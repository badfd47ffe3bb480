import { useTexts } from '@linli/kit/texts';
import { canRecord, longestSeconds, type Recorded, useRecorder } from '@linli/kit/voice';
import { Button } from 'react-aria-components';
import type { Attached } from './draft';
import { Heard } from './Heard';

interface Props { voice: Attached | null; taken(recorded: Recorded): void; remove(): void }

/** A voice note: recorded, heard, taken out again. Nothing where the browser records no sound. */
export function VoiceNote({ voice, taken, remove }: Props) {
  const { t } = useTexts();
  const { state, runs, start, stop } = useRecorder();
  if (voice) return <Heard voice={voice} remove={remove} />;
  if (!canRecord()) return null;
  return (
    <section className="lp-photo" aria-label={t('voice.title')}>
      <small>{t('voice.lead', { n: longestSeconds })}</small>
      {state.is === 'recording'
        ? <><p className="lp-word" role="timer">{runs}</p><Button className="lp-main" autoFocus onPress={stop}>{t('voice.stop')}</Button></>
        : <Button className="lp-second" isDisabled={state.is === 'asking'} onPress={() => start(taken)}>{t('voice.record')}</Button>}
      {state.is === 'failed' && <p className="lp-failure" role="alert">{t('voice.failed')}</p>}
    </section>
  );
}
