import { read } from './request';
import type { Area } from './types';

const below = (parent: string | null) => read<Area[]>('/api/areas', { parent });

/** The area a path of codes stands for, or the nearest one above it that has more than one part. */
async function reach(path: string, from: Area[]): Promise<Area | null> {
  const steps = from.filter((area) => path === area.path_code || path.startsWith(area.path_code));
  const [next] = path === '' && from.length === 1 ? from : steps;
  if (!next) return null;
  if (next.path_code === path || next.children === 0 || (path === '' && next.children > 1)) return next;
  return (await reach(path, await below(next.id))) ?? next;
}

/** The areas an account works in; with the whole installation, the first area that branches. */
export async function ownAreas(paths: readonly string[]): Promise<Area[]> {
  const top = await below(null);
  const wanted = paths.length ? paths : [''];
  const found = await Promise.all(wanted.map((path) => reach(path, top)));
  const areas = found.flatMap((area) => (area ? [area] : []));
  return areas.length ? areas : top;
}
