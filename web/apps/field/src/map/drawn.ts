import type { Lang } from '@linli/kit/client';
import type { LoadTile, WalkEngine } from '@linli/kit/map';

/** A map; its code is fetched when one is asked for, or is here where it was taken along. */
export async function drawnMap(load: LoadTile, lang: Lang, label: string): Promise<WalkEngine> {
  const { WalkEngine: Engine } = await import('@linli/kit/map/walk');
  return new Engine(load, lang, label);
}
