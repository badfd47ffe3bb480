import { useTexts } from '@linli/kit/texts';
import { canRecord, longestSeconds, type Recorded, useRecorder } from '@linli/kit/voice';
import { Button } from 'react-aria-components';
import { Said } from '../photo/Said';

interface Props { voice: string | null; taken(recorded: Recorded): void; remove(): void }

/** A voice note beside the words: recorded, heard, taken out again. Nothing where the browser records no sound. */
export function VoiceNote({ voice, taken, remove }: Props) {
  const { t } = useTexts();
  const { state, runs, start, stop } = useRecorder();
  if (!voice && !canRecord()) return null;
  return (
    <section className="lf-form" aria-label={t('voice.title')}>
      {voice
        ? <><p className="lf-soft">{t('voice.here')}</p><Said sha256={voice} /><Button className="lf-plain" onPress={remove}>{t('voice.remove')}</Button></>
        : <p className="lf-soft">{t('voice.lead', { n: longestSeconds })}</p>}
      {!voice && state.is === 'recording' && <><p className="lf-what" role="timer">{runs}</p><Button className="lf-main" autoFocus onPress={stop}>{t('voice.stop')}</Button></>}
      {!voice && state.is !== 'recording' && <Button className="lf-second" isDisabled={state.is === 'asking'} onPress={() => start(taken)}>{t('voice.record')}</Button>}
      {state.is === 'failed' && <p className="lf-failure" role="alert">{t('voice.failed')}</p>}
    </section>
  );
}
