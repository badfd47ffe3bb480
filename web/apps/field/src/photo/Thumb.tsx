import { useFileUrl } from './useFileUrl';

/** A photo that is still on this device. */
export function Thumb({ sha256, alt }: { sha256: string; alt: string }) {
  const url = useFileUrl(sha256);
  return url ? <img className="lf-thumb" src={url} alt={alt} /> : null;
}
