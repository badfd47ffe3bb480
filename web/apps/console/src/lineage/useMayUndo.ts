import { useAccount } from '../session/context';

/** Whether the account undoes merges and splits: officers who judge in the whole district. */
export function useMayUndo(): boolean {
  const { nav, areas } = useAccount();
  return nav.includes('review') && areas.some(({ path }) => path === '');
}
