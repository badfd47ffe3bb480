import { ApiError, type Begun, type CaseCatalogue, type CaseFile, read, send as sendForm, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { useOnline } from '../page/useOnline';
import { type Draft, fitting, isPlaced } from './draft';
import { Done } from './Done';
import { DraftNote } from './DraftNote';
import { keeper } from './keeper';
import { Offer } from './Offer';
import { sendDraft } from './sendDraft';
import { StepContact } from './StepContact';
import { StepDetails } from './StepDetails';
import { StepWhat } from './StepWhat';
import { StepWhere } from './StepWhere';
import { useDraft } from './useDraft';

const steps = 4;
const asked = () => read<CaseCatalogue>('/api/report/catalogue');
const report = (told: object) => write<Begun>('POST', '/api/report', told);
const upload = async (file: Blob) => {
  const form = new FormData();
  form.append('file', file);
  return (await sendForm<CaseFile>('/api/report/files', form)).id;
};
const isUnreached = (error: unknown) => error instanceof ApiError && error.status === 0;

/**
 * Reports a problem, one question a page; what was filled in stays on this device until it is sent. `at` is the code of the
 * dwelling it is about, where a letter led here.
 */
export function Report({ at }: { at: string | null }) {
  const { t } = useTexts();
  const online = useOnline();
  const [catalogue, setCatalogue] = useState<CaseCatalogue | null>(null);
  const { draft, offered, isKept, goOn, change, drop, sent } = useDraft(at);
  const [done, setDone] = useState<{ begun: Begun; meToo: boolean } | null>(null);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  // Asked for anew once there is a network again, and every few seconds until then: not every device tells.
  useEffect(() => {
    if (catalogue) return undefined;
    asked().then((found) => { setCatalogue(found); setError(null); }, setError);
    const again = setTimeout(() => setTries((before) => before + 1), 5_000);
    return () => clearTimeout(again);
  }, [catalogue, online, tries]);
  const go = (step: number, part: Partial<Draft> = {}) => { setError(null); change({ step, ...part }); scrollTo(0, 0); };
  if (done) return <Done begun={done.begun} meToo={done.meToo} again={() => setDone(null)} />;
  if (offered) return <Offer draft={offered} catalogue={catalogue} goOn={goOn} drop={drop} />;
  if (!catalogue || !draft) return <><Failure error={error} known={isUnreached(error) ? t('draft.noForm') : undefined} /><div className="lp-wait" /></>;
  const subclass = catalogue.subclasses.find(({ id }) => id === draft.subclass);
  /** The form has changed meanwhile: what was written stays, and what no longer fits is asked again. */
  const renew = async () => {
    const fresh = await asked().catch(() => null);
    if (!fresh || fresh.version === draft.form) return;
    const questions = fresh.subclasses.find(({ id }) => id === draft.subclass)?.questions;
    setCatalogue(fresh);
    change({ form: fresh.version, answers: fitting(draft.answers, questions ?? []), step: questions ? 2 : 0 });
  };
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      const begun = await sendDraft(draft, { file: (key) => keeper.file(key), upload, report, remember: change, now: () => Date.now() });
      setDone({ begun, meToo: Boolean(draft.me_too) });
      sent(draft.id);
    } catch (cause) {
      setError(cause);
      if (cause instanceof ApiError && cause.status === 409) await renew();
    } finally {
      setSending(false);
    }
  };
  const step = subclass ? draft.step : 0;
  const ready = [draft.subclass !== null, isPlaced(draft), Boolean(draft.me_too) || draft.words.trim() !== '', true][step];
  return (
    <section className="lp-page">
      <p className="lp-step">{t('portal.step', { n: step + 1, of: steps })}</p>
      {step === 0 && <StepWhat catalogue={catalogue} choose={(id) => { setError(null); change({ subclass: id, answers: {}, me_too: null, form: catalogue.version, step: 1 }); scrollTo(0, 0); }} />}
      {step === 1 && subclass && <StepWhere draft={draft} subclass={subclass} change={change} join={(id) => go(2, { me_too: id, voice: null })} />}
      {step === 2 && subclass && <StepDetails draft={draft} subclass={subclass} change={change} />}
      {step === 3 && <StepContact draft={draft} change={change} />}
      <Failure error={error} known={isUnreached(error) ? t('draft.unsent') : undefined} />
      {step > 0 && (
        <div className="lp-buttons">
          <Button className="lp-plain" isDisabled={sending} onPress={() => go(step - 1)}>{t('portal.back')}</Button>
          {step < steps - 1
            ? <Button className="lp-main" isDisabled={!ready} onPress={() => go(step + 1, step === 1 ? { me_too: null } : {})}>{t('portal.next')}</Button>
            : <Button className="lp-main" isDisabled={sending} onPress={() => void send()}>{t('portal.send')}</Button>}
        </div>
      )}
      {draft.subclass && <DraftNote isKept={isKept} busy={sending} drop={() => { setError(null); drop(); scrollTo(0, 0); }} />}
    </section>
  );
}
