import { useAccount } from '../session/context';
import { useOwnAreas } from './useOwnAreas';
import { useParams } from './useParams';

/** The area that everything on the page follows: the URL's, else the account's own. */
export function useArea(): string | null {
  const [params] = useParams();
  const { nav } = useAccount();
  const chosen = params.get('area');
  const own = useOwnAreas(chosen === null && nav.includes('register'));
  return chosen ?? own.data?.[0]?.id ?? null;
}
