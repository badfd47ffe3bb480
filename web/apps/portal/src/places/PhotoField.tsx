import { send } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Failure } from '../page/Failure';

interface Props { label: string; photos: string[]; change(photos: string[]): void }

/** Photos of a thing: each goes up at once, and the action that names them comes after. */
export function PhotoField({ label, photos, change }: Props) {
  const { t } = useTexts();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = async (files: File[]) => {
    setBusy(true);
    setError(null);
    const kept = [...photos];
    try {
      for (const file of files.slice(0, 9 - kept.length)) {
        const form = new FormData();
        form.append('file', file);
        kept.push((await send<{ id: string }>('/api/housing/own/files', form)).id);
        change([...kept]);
      }
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <label className="lp-photo" aria-busy={busy}>
        <span>{photos.length === 0 ? label : t('portal.photoSaved', { n: photos.length })}</span>
        <input type="file" aria-label={label} accept="image/jpeg,image/png,image/webp" multiple disabled={busy} onChange={(event) => void take([...(event.target.files ?? [])])} />
      </label>
      <Failure error={error} />
    </>
  );
}
