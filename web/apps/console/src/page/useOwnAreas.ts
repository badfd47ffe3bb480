import { ownAreas } from '@linli/kit/client';
import { useQuery } from '@tanstack/react-query';
import { useAccount } from '../session/context';

/** The areas of the account that is signed in. */
export function useOwnAreas(enabled = true) {
  const { areas, login } = useAccount();
  return useQuery({
    queryKey: ['own areas', login],
    enabled,
    staleTime: Infinity,
    queryFn: () => ownAreas(areas.map((area) => area.path)),
  });
}
