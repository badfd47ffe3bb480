/** What a request answers. */
export function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('the store did not answer'));
  });
}

/** Opens a database, with its stores made where they are not there yet. */
export function openDatabase(name: string, version: number, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => make(request.result);
  return answered(request);
}

/** Deletes a database, whoever else holds it open closes it. */
export async function deleteDatabase(name: string): Promise<void> {
  await answered(indexedDB.deleteDatabase(name) as IDBRequest<unknown>);
}

/** Writes in one transaction: on disk when this returns, whole or not at all. */
export function written(database: IDBDatabase, stores: string[], does: (transaction: IDBTransaction) => void | Promise<void>): Promise<void> {
  return new Promise((done, failed) => {
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new Error('nothing was written'));
    Promise.resolve(does(transaction)).catch((cause: unknown) => {
      try { transaction.abort(); } catch { /* it had ended already */ }
      failed(cause as Error);
    });
  });
}
