import type { CaseSubclass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { Recorded } from '@linli/kit/voice';
import { useState } from 'react';
import { Field } from '../page/Field';
import { newId } from '../page/newId';
import { askedToo, type Attached, type Draft, type DraftChange, fits, mostPhotos } from './draft';
import { PhotoList } from './PhotoList';
import { Question } from './Question';
import type { Kept } from './shelf';
import { Stoppers } from './Stoppers';
import { VoiceNote } from './VoiceNote';

interface Props { draft: Draft; subclass: CaseSubclass; change(part: DraftChange, file?: Kept): void }

/** A file that stays on the device until the report is sent. */
function attached({ media, bytes }: Recorded): { file: Attached; kept: Kept } {
  const key = newId();
  return { file: { key, media, length: bytes.byteLength, sent: null }, kept: { key, bytes } };
}

/** What is the matter: words, the catalogue's questions, photos, a voice note; of what is reported already, what there is to add. */
export function StepDetails({ draft, subclass, change }: Props) {
  const { t } = useTexts();
  const [tooMuch, setTooMuch] = useState(false);
  const [busy, setBusy] = useState(false);
  const take = async (input: HTMLInputElement) => {
    setBusy(true);
    setTooMuch(false);
    let held = draft;
    try {
      for (const photo of [...(input.files ?? [])].slice(0, mostPhotos - draft.photos.length)) {
        if (!fits(held, photo.size)) { setTooMuch(true); break; }
        const { file, kept } = attached({ media: photo.type, bytes: await photo.arrayBuffer() });
        held = { ...held, photos: [...held.photos, file] };
        change((before) => ({ photos: [...before.photos, file] }), kept);
      }
    } catch {
      setTooMuch(true);
    } finally {
      input.value = '';
      setBusy(false);
    }
  };
  const say = (recorded: Recorded) => {
    const { file, kept } = attached(recorded);
    change({ voice: file }, kept);
  };
  return (
    <>
      <h1>{t(draft.me_too ? 'portal.meTooDetails' : 'portal.details')}</h1>
      {draft.me_too && <p className="lp-note">{t('portal.meTooLead')}</p>}
      <Field long label={t(draft.me_too ? 'portal.meTooWords' : 'portal.words')} hint={t('portal.wordsHint')} max={2000} value={draft.words} onChange={(words) => change({ words })} />
      {(draft.me_too ? askedToo(subclass) : subclass.questions).map((question) => (
        <Question key={question.id} question={question} value={draft.answers[question.id] ?? ''} onChange={(value) => change({ answers: { ...draft.answers, [question.id]: value } })} />
      ))}
      <Stoppers subclass={{ ...subclass, stoppers: subclass.stoppers.filter(({ question }) => question !== '') }} answers={draft.answers} />
      <label className="lp-photo" aria-busy={busy}>
        <span>{draft.photos.length === 0 ? t('portal.photoAdd') : t('draft.photos', { n: draft.photos.length })}</span>
        <input type="file" aria-label={t('portal.photos')} accept="image/jpeg,image/png,image/webp" multiple disabled={busy || draft.photos.length >= mostPhotos} onChange={(event) => void take(event.currentTarget)} />
      </label>
      {draft.photos.length > 0 && <PhotoList photos={draft.photos} remove={(key) => change((before) => ({ photos: before.photos.filter((photo) => photo.key !== key) }))} />}
      {tooMuch && <p className="lp-failure" role="alert">{t('draft.tooMuch')}</p>}
      {!draft.me_too && <VoiceNote voice={draft.voice} taken={say} remove={() => change({ voice: null })} />}
    </>
  );
}
