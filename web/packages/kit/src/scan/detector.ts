/** A code that a browser saw in a picture. */
interface Seen { rawValue: string }
interface Detector { detect(video: HTMLVideoElement): Promise<Seen[]> }
type Maker = new (options: { formats: string[] }) => Detector;

/** The browser's own reader of codes; nothing where it has none. */
export function detector(): Detector | null {
  const maker = (globalThis as { BarcodeDetector?: Maker }).BarcodeDetector;
  return maker && 'mediaDevices' in navigator ? new maker({ formats: ['qr_code', 'code_128'] }) : null;
}
