import type { Photo } from '../store/device';
import { sha256Of } from './sha256';

/** Longest side of what is kept, pixels: enough to see a crack, small enough for a slow network. */
const longestPx = 1600;
const quality = 0.8;

/** Draws a photo anew, upright and smaller: neither place nor camera nor time go with it. Its SHA-256 is kept with it. */
export async function compress(file: Blob, now: number): Promise<Photo> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longestPx / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws no pictures');
  // What is see-through becomes white, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!drawn) throw new Error('the picture could not be written');
  const bytes = await drawn.arrayBuffer();
  return { sha256: await sha256Of(bytes), bytes, width: canvas.width, height: canvas.height, taken_at: now };
}
