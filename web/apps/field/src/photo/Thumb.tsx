import { useEffect, useState } from 'react';
import { useField } from '../sync/useField';

/** A photo that is still on this device. */
export function Thumb({ sha256, alt }: { sha256: string; alt: string }) {
  const { field } = useField();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void field.here.photo(sha256).then((bytes) => {
      if (!bytes || gone) return;
      made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
      setUrl(made);
    });
    return () => { gone = true; if (made) URL.revokeObjectURL(made); };
  }, [field, sha256]);
  return url ? <img className="lf-thumb" src={url} alt={alt} /> : null;
}
