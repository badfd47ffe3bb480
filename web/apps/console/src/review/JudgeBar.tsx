import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import type { Verdict } from './queries';
import { useKeys } from '../page/useKeys';

interface Props { ready: boolean; busy: boolean; undoable: boolean; judge(verdict: Verdict): void; move(step: 1 | -1): void; undo(): void }

/** What may be said of the pair on screen, by button or by key. */
export function JudgeBar({ ready, busy, undoable, judge, move, undo }: Props) {
  const { t } = useTexts();
  const say = (verdict: Verdict) => { if (ready && !busy) judge(verdict); };
  useKeys({
    s: () => say('same'), d: () => say('different'), u: () => say('unsure'),
    n: () => move(1), arrowright: () => move(1), p: () => move(-1), arrowleft: () => move(-1), z: () => { if (undoable && !busy) undo(); },
  });
  return (
    <div className="ll-judge" role="toolbar" aria-label={t('review.judge')}>
      <Button type="primary" disabled={!ready || busy} onClick={() => say('same')}>{t('review.say.same')}<kbd>S</kbd></Button>
      <Button disabled={!ready || busy} onClick={() => say('different')}>{t('review.say.different')}<kbd>D</kbd></Button>
      <Button disabled={!ready || busy} onClick={() => say('unsure')}>{t('review.say.unsure')}<kbd>U</kbd></Button>
      <span className="ll-grow" />
      <Button type="text" onClick={() => move(1)}>{t('review.skip')}<kbd>N</kbd></Button>
      <Button type="text" disabled={!undoable || busy} onClick={undo}>{t('review.undo')}<kbd>Z</kbd></Button>
    </div>
  );
}
