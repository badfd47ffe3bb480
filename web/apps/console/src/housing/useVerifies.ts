import { useAccount } from '../session/context';

/** Who goes to the door; the server holds the same, and refuses the rest. */
const verifiers = ['district_officer', 'street_officer', 'community_officer', 'grid_worker'];

/** Whether the reader sees declarations and verifies them. */
export function useVerifies(): boolean {
  return useAccount().roles.some((role) => verifiers.includes(role));
}
