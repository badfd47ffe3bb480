import { useAccount } from '../session/context';
import { useParams } from './useParams';

/** The area that everything on the page follows: the URL's, else the account's own. */
export function useArea(): string | null {
  const [params] = useParams();
  const { areas } = useAccount();
  return params.get('area') ?? areas[0]?.id ?? null;
}
