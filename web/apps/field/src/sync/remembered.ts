import type { Account } from '@linli/kit/client';
import { answered, openDatabase, written } from '@linli/kit/store';

const opened = () => openDatabase('linli.field', 1, (database) => { database.createObjectStore('facts'); });

/** Who signed in last on this device: the app opens for them without a network, and after a kill. */
export async function remembered(): Promise<Account | null> {
  const database = await opened();
  const found = (await answered(database.transaction('facts').objectStore('facts').get('account'))) as Account | undefined;
  database.close();
  return found ?? null;
}

/** Remembers who signed in, or forgets them. */
export async function remember(account: Account | null): Promise<void> {
  const database = await opened();
  await written(database, ['facts'], (all) => {
    if (account) all.objectStore('facts').put(account, 'account');
    else all.objectStore('facts').delete('account');
  });
  database.close();
}
