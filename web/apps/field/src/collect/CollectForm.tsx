import type { CollectionClass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { TextInput } from '../page/TextInput';
import { PhotoButton } from '../photo/PhotoButton';
import { Thumb } from '../photo/Thumb';
import { Question } from '../report/Question';
import { WhereFields } from '../report/WhereFields';
import type { Photo } from '../store/device';
import { type CollectDraft, isFormReady, isPlacedFor, notedOf } from './collect';

interface Props { draft: CollectDraft; of: CollectionClass; change(part: Partial<CollectDraft>, photo?: Photo): Promise<void>; send(): Promise<void> }

const mostPhotos = 9;

/** Where it is, what is noted item by item, photos; kept on this device as it is filled in. */
export function CollectForm({ draft, of, change, send }: Props) {
  const { t, say } = useTexts();
  const [busy, setBusy] = useState(false);
  const noted = Object.keys(notedOf(draft, of)).length;
  const submit = () => { setBusy(true); void send().finally(() => setBusy(false)); };
  const answer = (item: string, value: string) => void change({ answers: { ...draft.answers, [item]: value } });
  return (
    <>
      <WhereFields draft={draft} change={(part) => void change(part)} />
      {of.of === 'unit' && !isPlacedFor(draft, of) && <p className="lf-note">{t('collect.unit')}</p>}
      <p role="status">{t('collect.noted', { n: noted, of: of.items.length })}</p>
      {of.items.map((item) => (
        <section key={item.id} className="lf-form">
          <Question question={item} value={draft.answers[item.id] ?? ''} onChange={(value) => answer(item.id, value)} />
          {draft.answers[item.id] && <Button className="lf-plain" aria-label={`${t('collect.clear')}: ${say(item.ask)}`} onPress={() => answer(item.id, '')}>{t('collect.clear')}</Button>}
        </section>
      ))}
      {draft.photos.length > 0 && (
        <ul className="lf-thumbs">
          {draft.photos.map((sha256) => (
            <li key={sha256}><Thumb sha256={sha256} alt={t('field.photoHere')} /><Button className="lf-plain" onPress={() => void change({ photos: draft.photos.filter((each) => each !== sha256) })}>{t('field.remove')}</Button></li>
          ))}
        </ul>
      )}
      {draft.photos.length < mostPhotos && <PhotoButton label={t('collect.photo')} taken={(photo) => change({ photos: [...new Set([...draft.photos, photo.sha256])] }, photo)} />}
      <TextInput long label={t('field.wordsFree')} hint={t('housing.noNames')} max={2000} value={draft.words} onChange={(words) => void change({ words })} />
      <div className="lf-deeds"><Button className="lf-main" isDisabled={busy || !isFormReady(draft, of)} onPress={submit}>{t('visit.noEntrySave')}</Button></div>
    </>
  );
}
