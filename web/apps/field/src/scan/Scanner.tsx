import { detector } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { codeIn } from './codes';

const lookEveryMs = 250;

/** The camera, until a code of a unit or building is in sight. No picture is kept. */
export function Scanner({ found, close }: { found(code: string): void; close(): void }) {
  const { t } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const told = useRef(found);
  told.current = found;
  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reader = detector();
    const look = async () => {
      if (ended || !video.current || !reader) return;
      const seen = await reader.detect(video.current).catch(() => []);
      const code = seen.map(({ rawValue }) => codeIn(rawValue)).find((each) => each !== null);
      if (code && !ended) told.current(code);
      else timer = setTimeout(() => void look(), lookEveryMs);
    };
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (ended || !video.current) { stream.getTracks().forEach((track) => track.stop()); return; }
      video.current.srcObject = stream;
      await video.current.play();
      await look();
    };
    begin().catch(() => { if (!ended) setFailed(true); });
    return () => { ended = true; clearTimeout(timer); stream?.getTracks().forEach((track) => track.stop()); };
  }, []);
  return (
    <div className="lf-scan" role="dialog" aria-label={t('field.scan')}>
      {failed ? <p className="lf-failure" role="alert">{t('field.noCamera')}</p> : <video ref={video} muted playsInline />}
      <p>{t('field.scanLead')}</p>
      <Button className="lf-second" onPress={close}>{t('field.cancel')}</Button>
    </div>
  );
}
