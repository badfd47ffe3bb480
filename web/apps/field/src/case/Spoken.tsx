import { readFile } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { heard } from '../sync/server';

/** What was reported by voice: asked for with a connection, heard here alone, with its line on the log; kept nowhere. */
export function Spoken({ id, off }: { id: string; off: boolean }) {
  const { t } = useTexts();
  const [file, setFile] = useState<Blob | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!file) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => { setUrl(null); URL.revokeObjectURL(made); };
  }, [file]);
  const ask = () => {
    setBusy(true);
    setError(null);
    void heard(readFile(`/api/cases/${id}/voice`)).then(setFile, setError).finally(() => setBusy(false));
  };
  return (
    <>
      <Failure error={error} />
      {url
        ? <audio className="lf-audio" controls src={url} aria-label={t('cases.voice')} />
        : <Button className="lf-second" isDisabled={off || busy} onPress={ask}>{t('cases.voiceListen')}</Button>}
    </>
  );
}
