import { UploadOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';

interface Props { id?: string; label: string; onChange?(file: File | null): void }

/** Chooses a photo, or a photo of a sheet; the browser's own button would speak the browser's language. */
export function FileInput({ id, label, onChange }: Props) {
  const { t } = useTexts();
  const [name, setName] = useState<string | null>(null);
  const take = (file: File | null) => { setName(file?.name ?? null); onChange?.(file); };
  return (
    <label className="ll-file-input">
      <input id={id} type="file" className="ll-hidden" accept="image/jpeg,image/png,image/webp" aria-label={label} onChange={(event) => take(event.target.files?.[0] ?? null)} />
      <span className="ant-btn ant-btn-default ll-file-button" aria-hidden="true"><UploadOutlined /> {t('housing.choosePhoto')}</span>
      <span className="ll-soft">{name ?? t('housing.noPhoto')}</span>
    </label>
  );
}
