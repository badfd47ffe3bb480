import type { Account } from '@linli/kit/client';
import { createContext, useContext } from 'react';

export const AccountContext = createContext<Account | null>(null);

/** The account that is signed in. */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('useAccount needs a session above it');
  return account;
}
