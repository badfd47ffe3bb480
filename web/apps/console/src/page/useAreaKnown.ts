import { useAccount } from '../session/context';
import { useOwnAreas } from './useOwnAreas';
import { useParams } from './useParams';

/** Whether the area that a page follows is known yet: what is asked for before is asked for twice. */
export function useAreaKnown(): boolean {
  const [params] = useParams();
  const { nav } = useAccount();
  return !useOwnAreas(params.get('area') === null && nav.includes('register')).isLoading;
}
