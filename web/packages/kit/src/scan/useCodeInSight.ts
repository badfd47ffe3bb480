import { useEffect, useRef, useState } from 'react';
import { detector } from './detector';

const lookEveryMs = 250;

/** The camera into `video`, until `codeIn` reads a code in what is in sight. No picture is kept. */
export function useCodeInSight(codeIn: (text: string) => string | null, found: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const now = useRef({ codeIn, found });
  now.current = { codeIn, found };
  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reader = detector();
    const look = async () => {
      if (ended || !video.current || !reader) return;
      const seen = await reader.detect(video.current).catch(() => []);
      const code = seen.map(({ rawValue }) => now.current.codeIn(rawValue)).find((each) => each !== null);
      if (code && !ended) now.current.found(code);
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
  return { video, failed };
}
