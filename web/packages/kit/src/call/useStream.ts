import { useEffect, useRef } from 'react';

/** An element that plays a stream, while there is one. */
export function useStream(stream: MediaStream | null) {
  const element = useRef<HTMLVideoElement>(null);
  // The element may come after the stream.
  useEffect(() => { if (element.current && element.current.srcObject !== stream) element.current.srcObject = stream; });
  return element;
}
