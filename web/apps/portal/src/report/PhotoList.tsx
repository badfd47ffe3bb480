import type { Attached } from './draft';
import { Thumb } from './Thumb';

interface Props { photos: Attached[]; remove(key: string): void }

/** Photos of the draft. */
export function PhotoList({ photos, remove }: Props) {
  return <ul className="lp-thumbs">{photos.map((photo, index) => <Thumb key={photo.key} photo={photo} n={index + 1} remove={() => remove(photo.key)} />)}</ul>;
}
