import { useParams } from '../page/useParams';
import { useAreaDetail } from '../shell/queries';

/** The path of the area that was chosen for the page; without a choice everything the account may see. */
export function useChosenArea(): { path: string | null; ready: boolean } {
  const [params] = useParams();
  const chosen = params.get('area');
  const detail = useAreaDetail(chosen).data;
  const path = chosen && detail?.id === chosen ? detail.path_code : null;
  return { path, ready: chosen === null || path !== null };
}
