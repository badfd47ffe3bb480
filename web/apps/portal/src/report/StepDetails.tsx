import { type CaseFile, type CaseSubclass, send } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import type { Draft } from './draft';
import { Question } from './Question';
import { Stoppers } from './Stoppers';

interface Props { draft: Draft; subclass: CaseSubclass; change(part: Partial<Draft>): void }

/** What is the matter: words, the catalogue's questions, photos. */
export function StepDetails({ draft, subclass, change }: Props) {
  const { t } = useTexts();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: File[]) => {
    setBusy(true);
    setError(null);
    const photos = [...draft.photos];
    try {
      for (const file of files.slice(0, 9 - photos.length)) {
        const form = new FormData();
        form.append('file', file);
        photos.push((await send<CaseFile>('/api/report/files', form)).id);
        change({ photos: [...photos] });
      }
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <h1>{t('portal.details')}</h1>
      <Field long label={t('portal.words')} hint={t('portal.wordsHint')} max={2000} value={draft.words} onChange={(words) => change({ words })} />
      {subclass.questions.map((question) => (
        <Question key={question.id} question={question} value={draft.answers[question.id] ?? ''} onChange={(value) => change({ answers: { ...draft.answers, [question.id]: value } })} />
      ))}
      <Stoppers subclass={{ ...subclass, stoppers: subclass.stoppers.filter(({ question }) => question !== '') }} answers={draft.answers} />
      <label className="lp-photo" aria-busy={busy}>
        <span>{draft.photos.length === 0 ? t('portal.photoAdd') : t('portal.photoSaved', { n: draft.photos.length })}</span>
        <input type="file" aria-label={t('portal.photos')} accept="image/jpeg,image/png,image/webp" multiple disabled={busy} onChange={(event) => void take([...(event.target.files ?? [])])} />
      </label>
      <Failure error={error} />
    </>
  );
}
