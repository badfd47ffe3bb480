import { useAccount } from '../session/context';

/** The roles that answer for the district's data; the server asks again. */
const importers = ['data_engineer', 'district_officer'];

/** Whether the account brings tables and extracts into the register. */
export function useMayImport(): boolean {
  const { roles } = useAccount();
  return roles.some((role) => importers.includes(role));
}
