import { detector } from '@linli/kit/scan';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { doorCodeIn } from './doorCodeIn';

const lookEveryMs = 250;

/** The camera, until a code at a door is in sight. No picture is kept. */
export function DoorScanner({ found, close }: { found(code: string): void; close(): void }) {
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
      const code = seen.map(({ rawValue }) => doorCodeIn(rawValue)).find((each) => each !== null);
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
    <div className="lp-scan">
      {failed ? <p className="lp-failure" role="alert">{t('portal.noCamera')}</p> : <video ref={video} muted playsInline />}
      <p className="lp-soft">{t('portal.scanLead')}</p>
      <Button className="lp-plain" onPress={close}>{t('portal.cancel')}</Button>
    </div>
  );
}
