import type { Lang } from '@linli/kit/client';
import type { MapEngine } from '@linli/kit/map';

let making: Promise<MapEngine> | null = null;

/** The one map; its code is fetched when the first page asks for it. */
export function sharedMap(lang: Lang, label: string): Promise<MapEngine> {
  making ??= import('@linli/kit/map/engine').then(({ MapEngine: Engine }) => {
    return new Engine(`${location.origin}/tiles/{z}/{x}/{y}.mvt`, lang, label);
  });
  return making;
}

/** Forgets the map, so that the next account starts with a fresh one. */
export function dropMap(): void {
  void making?.then((map) => map.destroy(), () => undefined);
  making = null;
}
