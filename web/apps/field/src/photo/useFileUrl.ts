import { useEffect, useState } from 'react';
import { useField } from '../sync/useField';

/** The address, in this page alone, of a photo or a voice note that is still on this device. */
export function useFileUrl(sha256: string): string | null {
  const { field } = useField();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void field.here.file(sha256).then((file) => {
      if (!file || gone) return;
      made = URL.createObjectURL(new Blob([file.bytes], { type: file.media ?? 'image/jpeg' }));
      setUrl(made);
    });
    return () => { gone = true; if (made) URL.revokeObjectURL(made); };
  }, [field, sha256]);
  return url;
}
