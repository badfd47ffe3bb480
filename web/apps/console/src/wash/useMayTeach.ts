import { useAccount } from '../session/context';

/** The roles that answer for the map; the server asks again, with the place. */
const teachers = ['data_engineer', 'district_officer', 'street_officer', 'community_officer'];

/** Whether the account accepts corrections somewhere. */
export function useMayTeach(): boolean {
  const { roles } = useAccount();
  return roles.some((role) => teachers.includes(role));
}
