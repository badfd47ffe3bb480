import { useArea } from './useArea';
import { useParams } from './useParams';

/** What a list is asked for; all of it lives in the URL. */
export interface ListQuery { area: string | null; q: string | null; sort: string | null; page: number; size: number }

/** The list's state in the URL, and how to change it. Any change but of the page goes back to page 1. */
export function useList(size = 20) {
  const [params, change] = useParams();
  const query: ListQuery = {
    area: useArea(),
    q: params.get('q'),
    sort: params.get('sort'),
    page: Math.max(1, Number(params.get('page') ?? 1) || 1),
    size: Number(params.get('size') ?? size) || size,
  };
  return {
    query,
    filter: (name: string) => params.get(name),
    set: (changes: Record<string, string | number | null>) => change('page' in changes ? changes : { page: null, ...changes }),
  };
}
