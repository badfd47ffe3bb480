import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, expectNoOverflow, open, openConsole, settled, signInOf } from './console';

/** A dwelling with an account and nobody registered, as the rules found it. */
async function unregistered(page: Awaited<ReturnType<typeof consoleOf>>): Promise<{ id: string; code: string }> {
  const tags = await page.request.get(`${address}/api/tags?rule=account_on_nobody_registered&size=1`);
  const { rows } = await tags.json() as { rows: { id: string }[] };
  const unit = await page.request.get(`${address}/api/units/${rows[0]?.id}`);
  return await unit.json() as { id: string; code: string };
}

/** The first organisation that has a place: one that is known by its name alone has no picture. */
async function placed(page: Awaited<ReturnType<typeof consoleOf>>): Promise<string> {
  const list = await page.request.get(`${address}/api/blocks/organisations?size=20`);
  const { rows } = await list.json() as { rows: { id: string }[] };
  for (const { id } of rows) {
    const block = await page.request.get(`${address}/api/blocks/organisations/${id}`);
    const { places } = await block.json() as { places: unknown[] };
    if (places.length > 0) return id;
  }
  throw new Error('no organisation of the demo has a place');
}

test('lists the rules, narrows to one, and opens the file of what is tagged', async () => {
  const page = await consoleOf('officer');
  await open(page, '/tags');
  await page.getByRole('button', { name: 'Let without a filing' }).click();
  await settled(page);
  expect(page.url()).toContain('rule=let_without_filing');
  await expectAccessible(page);
  const link = page.locator('.ll-panel').nth(1).locator('a[href^="/blocks/units/"]').first();
  await open(page, await link.getAttribute('href') ?? '');
  const file = page.locator('.ll-panel').filter({ has: page.getByRole('heading', { name: 'File and tags' }) });
  await file.getByRole('heading', { name: 'Let without a filing' }).waitFor();
  await file.getByText('Not found: Filing of the lease').waitFor();
  await file.getByText('What would lift it').first().waitFor();
  await expectAccessible(page);
});

test('a signal becomes an unnamed invitation, and nothing of it stays', async () => {
  const page = await consoleOf('officer');
  const { code } = await unregistered(page);
  const sender = await openConsole();
  const { account, password } = signInOf('system');
  const headers = { 'x-linli': '1' };
  const signedIn = await sender.request.post(`${address}/api/session`, { headers, data: { account, password } });
  expect(signedIn.status()).toBe(200);
  const day = new Date().toISOString().slice(0, 10);
  const signal = { unit: code, kind: 'card_issued', day };
  const named = await sender.request.post(`${address}/api/signals`, { headers, data: { signals: [{ ...signal, card_number: '1' }] } });
  expect(named.status()).toBe(400);
  const sent = await sender.request.post(`${address}/api/signals`, { headers, data: { signals: [signal] } });
  expect(await sent.json()).toEqual({ taken: 1, unread: 0 });
  await open(page, '/leads');
  const row = page.locator('.ant-table-row').filter({ hasText: code });
  await row.getByRole('button', { name: 'Letter' }).click();
  const letter = page.locator('.ll-letter');
  await letter.getByText('Welcome: may we help you register?').waitFor();
  expect(await letter.locator('svg').count()).toBeGreaterThan(0);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await letter.waitFor({ state: 'detached' });
  await row.getByRole('button', { name: 'Delivered' }).click();
  await page.getByRole('button', { name: 'Yes, close it' }).click();
  await row.waitFor({ state: 'detached' });
  const left = await page.request.get(`${address}/api/leads`);
  expect(await left.text()).not.toContain(code);
  await page.getByRole('cell', { name: 'Invited', exact: true }).first().waitFor();
});

test('makes a department its list on a stated ground, and takes its answer', async () => {
  const page = await consoleOf('officer');
  await open(page, '/exchange');
  await page.getByRole('button', { name: 'Make the list' }).first().click();
  const ask = page.getByRole('dialog');
  await ask.getByRole('button', { name: 'Make and download' }).click();
  await ask.getByText('Give the reason in 4 to 500 characters').waitFor();
  await ask.getByLabel('The reason, in 4 to 500 characters').fill('The monthly list of corrections');
  const [download] = await Promise.all([page.waitForEvent('download'), ask.getByRole('button', { name: 'Make and download' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^corrections-\w+-\d+\.csv$/);
  await page.getByRole('tab', { name: 'Log of exchanges' }).click();
  await settled(page);
  const digest = await page.locator('.ll-digest').first().textContent() ?? '';
  expect(digest).toMatch(/^[\da-f]{64}$/);
  await page.getByRole('button', { name: 'Write the receipt down' }).first().click();
  await page.getByLabel('Who received it').fill('Records office');
  await page.getByLabel('Digest that they tell').fill(digest);
  await page.getByRole('dialog').getByRole('button', { name: 'Write the receipt down' }).click();
  await page.getByText(/^Records office, /).waitFor();
  await page.getByRole('tab', { name: 'Corrections' }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Refuse' }).first().click();
  await page.getByLabel('The reason, in 4 to 500 characters').fill('The customer said so');
  await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await open(page, '/exchange?tab=items&state=refused');
  await page.getByText('The customer said so').first().waitFor();
  await expectAccessible(page);
});

test('the graph of an organisation is read by keyboard', async () => {
  const page = await consoleOf('officer');
  await open(page, `/blocks/organisations/${await placed(page)}`);
  const node = page.locator('.ll-graph-node').first();
  await node.focus();
  await page.locator('.ll-graph-said b').waitFor();
  await page.keyboard.press('End');
  expect(await page.locator('.ll-graph-node[aria-pressed=true]').count()).toBe(1);
  await expectAccessible(page);
});

test('types of relation stand with their basis, or none, on a phone', async () => {
  const page = await consoleOf('officer', 'en', 'phone');
  await open(page, '/blocks/relations');
  expect(await page.getByText('not stated', { exact: true }).count()).toBe(22);
  await expectNoOverflow(page);
});

test('a grid worker works the invitations of the grid and sees no exchange', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/leads');
  await page.getByRole('heading', { name: 'Invitations', level: 1 }).waitFor();
  const nav = page.getByRole('navigation', { name: 'Main navigation' });
  expect(await nav.getByText('Back to the source').count()).toBe(0);
  const answer = await page.request.get(`${address}/api/exchanges`);
  expect(answer.status()).toBe(403);
});
