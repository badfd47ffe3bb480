import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import type { Photo } from '../store/device';
import { compress } from './compress';

interface Props { label: string; main?: boolean; taken(photo: Photo): Promise<void> }

/** Takes a photo with the camera; whoever takes it keeps it on disk before anything is shown. */
export function PhotoButton({ label, main, taken }: Props) {
  const { t } = useTexts();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    setFailed(false);
    try {
      await taken(await compress(file, Date.now()));
    } catch {
      setFailed(true);
    } finally {
      input.value = '';
      setBusy(false);
    }
  };
  return (
    <>
      <label className={main ? 'lf-photo lf-photo-main' : 'lf-photo'} aria-busy={busy}>
        <span>{busy ? t('field.photoBusy') : label}</span>
        <input type="file" aria-label={label} accept="image/*" capture="environment" disabled={busy} onChange={(event) => void take(event.currentTarget)} />
      </label>
      {failed && <p className="lf-failure" role="alert">{t('field.photoFailed')}</p>}
    </>
  );
}
