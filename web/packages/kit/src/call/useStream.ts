import { useEffect, useRef } from 'react';

/** An element that plays a stream, while there is one. */
export function useStream(stream: MediaStream | null) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => { if (element.current) element.current.srcObject = stream; }, [stream]);
  return element;
}
