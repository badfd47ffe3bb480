import type { CaseSubclass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { Recorded } from '@linli/kit/voice';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';
import { PhotoButton } from '../photo/PhotoButton';
import { sha256Of } from '../photo/sha256';
import { Thumb } from '../photo/Thumb';
import type { Photo } from '../store/device';
import { Question } from './Question';
import { Stoppers } from './Stoppers';
import { type Draft, isReady } from './told';
import { VoiceNote } from './VoiceNote';
import { WhereFields } from './WhereFields';

interface Props { draft: Draft; subclass: CaseSubclass; change(part: Partial<Draft>, photo?: Photo): Promise<void>; send(): Promise<void> }

const mostPhotos = 9;

/** Where it is, what is the matter, photos; kept on this device as it is written. */
export function ReportForm({ draft, subclass, change, send }: Props) {
  const { t, say } = useTexts();
  const [busy, setBusy] = useState(false);
  const record = async ({ bytes, media }: Recorded) => {
    const voice = await sha256Of(bytes);
    await change({ voice }, { sha256: voice, bytes, media, width: 0, height: 0, taken_at: Date.now() });
  };
  const submit = () => { setBusy(true); void send().finally(() => setBusy(false)); };
  return (
    <>
      <div className="lf-chosen"><b>{say(subclass.title)}</b><Button className="lf-second" onPress={() => void change({ subclass: null })}>{t('field.change')}</Button></div>
      <Stoppers subclass={subclass} answers={draft.answers} />
      <WhereFields draft={draft} change={(part) => void change(part)} />
      <TextInput long label={t('portal.words')} hint={t('portal.wordsHint')} max={2000} value={draft.words} onChange={(words) => void change({ words })} />
      {subclass.questions.map((question) => (
        <Question key={question.id} question={question} value={draft.answers[question.id] ?? ''} onChange={(value) => void change({ answers: { ...draft.answers, [question.id]: value } })} />
      ))}
      {draft.photos.length > 0 && (
        <ul className="lf-thumbs">
          {draft.photos.map((sha256) => (
            <li key={sha256}><Thumb sha256={sha256} alt={t('field.photoHere')} /><Button className="lf-plain" onPress={() => void change({ photos: draft.photos.filter((each) => each !== sha256) })}>{t('field.remove')}</Button></li>
          ))}
        </ul>
      )}
      {draft.photos.length < mostPhotos && <PhotoButton label={t('portal.photoAdd')} taken={(photo) => change({ photos: [...new Set([...draft.photos, photo.sha256])] }, photo)} />}
      <VoiceNote voice={draft.voice} taken={(recorded) => void record(recorded)} remove={() => void change({ voice: null })} />
      <Button className="lf-main" isDisabled={busy || !isReady(draft)} onPress={submit}>{t('field.report')}</Button>
    </>
  );
}
