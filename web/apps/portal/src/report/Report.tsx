import { ApiError, type Begun, type CaseCatalogue, read, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { begun as keptDraft, type Draft, empty, fitting, isPlaced, keep, placedAt, told } from './draft';
import { Done } from './Done';
import { StepContact } from './StepContact';
import { StepDetails } from './StepDetails';
import { StepWhat } from './StepWhat';
import { StepWhere } from './StepWhere';

const steps = 4;

/**
 * Reports a problem, one question a page; what was filled in stays on this device until it is sent. `at` is the code of the
 * dwelling it is about, where a letter led here.
 */
export function Report({ at }: { at: string | null }) {
  const { t } = useTexts();
  const [catalogue, setCatalogue] = useState<CaseCatalogue | null>(null);
  const [draft, setDraft] = useState<Draft>(() => (at ? placedAt(keptDraft(), at) : keptDraft()));
  const [done, setDone] = useState<Begun | null>(null);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => { read<CaseCatalogue>('/api/report/catalogue').then(setCatalogue, setError); }, []);
  const change = (part: Partial<Draft>) => setDraft((before) => { const after = { ...before, ...part }; keep(after); return after; });
  const go = (step: number) => { setError(null); change({ step }); scrollTo(0, 0); };
  const subclass = catalogue?.subclasses.find(({ id }) => id === draft.subclass);
  /** The form has changed meanwhile: what was written stays, and what no longer fits is asked again. */
  const renew = async () => {
    const fresh = await read<CaseCatalogue>('/api/report/catalogue').catch(() => null);
    if (!fresh || fresh.version === draft.form) return;
    const asked = fresh.subclasses.find(({ id }) => id === draft.subclass)?.questions;
    setCatalogue(fresh);
    change({ form: fresh.version, answers: fitting(draft.answers, asked ?? []), step: asked ? 2 : 0 });
  };
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      setDone(await write<Begun>('POST', '/api/report', told(draft)));
      keep(null);
    } catch (cause) {
      setError(cause);
      if (cause instanceof ApiError && cause.status === 409) await renew();
    } finally {
      setSending(false);
    }
  };
  if (done) return <Done begun={done} again={() => { setDone(null); setDraft(empty()); }} />;
  if (!catalogue) return <><Failure error={error} /><div className="lp-wait" /></>;
  const step = subclass ? draft.step : 0;
  const ready = [draft.subclass !== null, isPlaced(draft), draft.words.trim() !== '', true][step];
  return (
    <section className="lp-page">
      <p className="lp-step">{t('portal.step', { n: step + 1, of: steps })}</p>
      {step === 0 && <StepWhat catalogue={catalogue} choose={(id) => { setError(null); change({ subclass: id, answers: {}, form: catalogue.version, step: 1 }); scrollTo(0, 0); }} />}
      {step === 1 && subclass && <StepWhere draft={draft} subclass={subclass} change={change} />}
      {step === 2 && subclass && <StepDetails draft={draft} subclass={subclass} change={change} />}
      {step === 3 && <StepContact draft={draft} change={change} />}
      <Failure error={error} />
      {step > 0 && (
        <div className="lp-buttons">
          <Button className="lp-plain" onPress={() => go(step - 1)}>{t('portal.back')}</Button>
          {step < steps - 1
            ? <Button className="lp-main" isDisabled={!ready} onPress={() => go(step + 1)}>{t('portal.next')}</Button>
            : <Button className="lp-main" isDisabled={sending} onPress={() => void send()}>{t('portal.send')}</Button>}
        </div>
      )}
    </section>
  );
}
