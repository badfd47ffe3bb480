interface Props { id?: string; label: string; onChange?(file: File | null): void }

/** Chooses a photo, or a photo of a sheet. */
export function FileInput({ id, label, onChange }: Props) {
  return <input id={id} type="file" className="ll-file-input" accept="image/jpeg,image/png,image/webp" aria-label={label} onChange={(event) => onChange?.(event.target.files?.[0] ?? null)} />;
}
