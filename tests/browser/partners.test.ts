import { expect, test } from 'vitest';
import { consoleOf, look, open } from './console';

test('an auditor sees the keys, the quota and the exchanges of a system', async () => {
  const page = await consoleOf('auditor', 'en', 'desk');
  await open(page, '/accounts?q=door_cards');
  await page.getByRole('button', { name: 'Keys of door_cards' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByText('No key yet').waitFor();
  await drawer.getByText('60 requests a minute, 10,000 rows a day').waitFor();
  expect(await drawer.locator('code').textContent()).toMatch(/^[\w+/]{43}=$/);
  expect(await drawer.getByRole('button', { name: 'Add a key' }).count()).toBe(0);
  await look(page, 'partner-desk-en');
}, 120_000);
