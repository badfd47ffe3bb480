import { useEffect, useState } from 'react';
import { keeper } from './keeper';
import type { Attached } from './draft';

/** The address, in this page alone, of a file of the draft. */
export function useFileUrl({ key, media }: Attached): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void keeper.file(key).then((bytes) => {
      if (!bytes || gone) return;
      made = URL.createObjectURL(new Blob([bytes], { type: media }));
      setUrl(made);
    }, () => {});
    return () => { gone = true; if (made) URL.revokeObjectURL(made); };
  }, [key, media]);
  return url;
}
