import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { StepList } from '../case/StepList';
import { TextInput } from '../page/TextInput';
import { useField } from '../sync/useField';
import type { Entry } from './entry';
import { wordOf } from './wordOf';

/** Why an entry was not taken, what happened meanwhile, and the two ways on. */
export function Conflict({ entry }: { entry: Entry }) {
  const { t, say, word } = useTexts();
  const { field } = useField();
  const [letting, setLetting] = useState(false);
  const [reason, setReason] = useState('');
  const { trouble, job } = entry;
  if (!trouble) return null;
  const deed = wordOf(job, t);
  // A micro-event that has moved on does not take the same step again; nor does a place take a hazard that is open there.
  // What the rules refuse of a hazard that nobody touched meanwhile, they refuse again: somebody else does it.
  const isRefused = job.kind === 'look' && trouble.version === job.base;
  const isOver = (job.kind === 'micro_act' || job.kind === 'hazard' || isRefused) && trouble.status === 409;
  return (
    <div className="lf-conflict">
      <p role="alert">{trouble.status === 410 ? t('field.photoGone') : trouble.text || t('field.movedOn')}{trouble.action && <small> {trouble.action}</small>}</p>
      {trouble.state && <p>{t('field.nowIs')} <b>{word('case_state', trouble.state)}</b></p>}
      {trouble.now && <p>{t('look.nowIs')} <b>{say(trouble.now)}</b></p>}
      {trouble.meanwhile.length > 0 && <><h3>{t('field.meanwhile')}</h3><StepList actions={trouble.meanwhile} /></>}
      {!letting && (
        <div className="lf-buttons">
          <Button className="lf-second" onPress={() => setLetting(true)}>{t('field.letGo')}</Button>
          {!isOver && <Button className="lf-main" onPress={() => void field.again(entry)}>{t('field.sendAgain')}</Button>}
        </div>
      )}
      {letting && (
        <>
          <TextInput long label={t('field.letGoWhy')} hint={job.kind === 'act' ? t('field.letGoHint') : undefined} value={reason} onChange={setReason} />
          <div className="lf-buttons">
            <Button className="lf-second" onPress={() => setLetting(false)}>{t('field.cancel')}</Button>
            <Button className="lf-main" isDisabled={!reason.trim()} onPress={() => void field.letGo(entry, reason.trim(), t('field.letGoNote', { deed, why: reason.trim() }))}>{t('field.letGo')}</Button>
          </div>
        </>
      )}
    </div>
  );
}
