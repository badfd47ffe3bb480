import type { MicroEventKind } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { TextInput } from '../page/TextInput';
import { PhotoButton } from '../photo/PhotoButton';
import { Thumb } from '../photo/Thumb';
import { WhereFields } from '../report/WhereFields';
import type { Photo } from '../store/device';
import { isReady, type MicroDraft } from './found';

interface Props { draft: MicroDraft; kinds: MicroEventKind[]; change(part: Partial<MicroDraft>, photo?: Photo): Promise<void>; send(): Promise<void> }

const mostPhotos = 9;

/** The first step: what it is, a photo, where; kept on this device as it is written. */
export function NewMicroForm({ draft, kinds, change, send }: Props) {
  const { t, say } = useTexts();
  const [busy, setBusy] = useState(false);
  const submit = () => { setBusy(true); void send().finally(() => setBusy(false)); };
  return (
    <>
      <p className="lf-soft">{t('micro.newLead')}</p>
      <Choice label={t('micro.kind')} value={draft.kind} options={kinds.map(({ id, title }) => ({ id, title: say(title) }))} onChange={(kind) => void change({ kind })} />
      {draft.photos.length > 0 && (
        <ul className="lf-thumbs">
          {draft.photos.map((sha256) => (
            <li key={sha256}><Thumb sha256={sha256} alt={t('field.photoHere')} /><Button className="lf-plain" onPress={() => void change({ photos: draft.photos.filter((each) => each !== sha256) })}>{t('field.remove')}</Button></li>
          ))}
        </ul>
      )}
      {draft.photos.length < mostPhotos && <PhotoButton label={t('micro.photoOne')} taken={(photo) => change({ photos: [...new Set([...draft.photos, photo.sha256])] }, photo)} />}
      <WhereFields draft={draft} change={(part) => void change(part)} />
      <TextInput long label={t('field.wordsFree')} max={2000} value={draft.words} onChange={(words) => void change({ words })} />
      <Button className="lf-main" isDisabled={busy || !isReady(draft)} onPress={submit}>{t('micro.save')}</Button>
    </>
  );
}
