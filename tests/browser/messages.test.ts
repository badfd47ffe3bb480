import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { consoleOf, look, open, settled } from './console';
import { serverAs } from './phone';

interface Case { id: string; number: string; version: number; officer: { id: string } | null }

const say = {
  bell: /^Messages, \d+ not seen$/, none: 'Messages', assigned: 'A case was assigned to you', keep: 'Keep quiet hours', save: 'Save', saved: 'Saved', out: 'Ways out', turnOn: 'Turn on here',
  cannot: 'This browser cannot be told by push.',
};

/** A case in the worker's own grid, which the worker tells of. */
async function caseOfWorker(): Promise<Case> {
  const worker = await serverAs('grid_worker');
  const { account } = await worker<{ account: { areas: { path: string }[] } }>('GET', '/api/session');
  const { rows } = await worker<{ rows: { code: string }[] }>('GET', `/api/units?size=1&area=${encodeURIComponent(account.areas[0]?.path ?? '')}`);
  const told = { id: crypto.randomUUID(), door: 'field', subclass: 'order.noise', place: { code: rows[0]?.code ?? '' }, words: 'Drilling at night' };
  const { id } = await worker<{ id: string }>('POST', '/api/cases', told);
  return worker<Case>('GET', `/api/cases/${id}`);
}

/** The district's officer gives the worker a case. */
async function assigned(): Promise<Case> {
  const [worker, officer] = [await serverAs('grid_worker'), await serverAs('officer')];
  const act = (server: typeof worker, row: Case, deed: object) => server<Case>('POST', `/api/cases/${row.id}/actions`, { id: crypto.randomUUID(), seen: row.version, deed, words: '' });
  const first = await caseOfWorker();
  const own = await act(worker, first, { deed: 'claim' });
  const row = await caseOfWorker();
  return act(officer, row, { deed: 'assign', officer: own.officer?.id });
}

const bellOf = (page: Page, name: RegExp | string) => page.getByRole('banner').getByRole('button', { name, exact: typeof name === 'string' });

test('a bell tells of a case that was assigned, and leads to it', async () => {
  const row = await assigned();
  const page = await consoleOf('grid_worker', 'en', 'phone');
  await open(page, '/cases');
  const worker = await serverAs('grid_worker');
  const unseen = async () => (await worker<{ unseen: number }>('GET', '/api/messages/unseen')).unseen;
  await expect.poll(unseen, { timeout: 30_000 }).toBeGreaterThan(0);
  await page.reload();
  await settled(page);
  await bellOf(page, say.bell).click();
  const line = page.locator('.ll-bell .ll-message-new').filter({ hasText: row.number });
  await line.waitFor();
  expect(await line.textContent()).toContain(say.assigned);
  await look(page, 'messages-bell');
  const before = await unseen();
  await line.locator('a').click();
  await page.waitForURL(`**/cases/${row.id}`);
  await expect.poll(unseen).toBeLessThan(before);

  await open(page, '/messages');
  await page.locator('.ll-messages').waitFor();
  await look(page, 'messages');
  if (await unseen() > 0) await page.locator('.ll-list-bar .ant-btn').click();
  await expect.poll(unseen).toBe(0);
  await bellOf(page, say.none).waitFor();
}, 180_000);

test('one chooses how to be told, and it is kept', async () => {
  const page = await consoleOf('grid_worker', 'en', 'phone');
  await open(page, '/messages?tab=how');
  const quiet = page.getByRole('switch', { name: say.keep });
  await quiet.waitFor();
  if (await quiet.getAttribute('aria-checked') === 'false') await quiet.click();
  await page.locator('.ll-quiet input[type=time]').first().fill('21:30');
  await page.getByRole('button', { name: say.save, exact: true }).click();
  await page.getByText(say.saved, { exact: true }).first().waitFor();
  await open(page, '/messages?tab=how');
  await expect.poll(() => page.locator('.ll-quiet input[type=time]').first().inputValue()).toBe('21:30');
  await look(page, 'messages-how');
  expect(await page.getByRole('tab', { name: say.out }).count(), 'for administrators alone').toBe(0);
}, 120_000);

test('push is offered where the browser knows it, and where it does not the page says so', async () => {
  const page = await consoleOf('grid_worker', 'en', 'phone');
  // A browser without a window refuses notifications unless it is told.
  await page.context().grantPermissions(['notifications']);
  await open(page, '/messages?tab=how');
  await page.getByRole('button', { name: say.turnOn, exact: true }).waitFor();
  await page.addInitScript(() => { Reflect.deleteProperty(window, 'PushManager'); });
  await open(page, '/messages?tab=how');
  await page.getByText(say.cannot).waitFor();
  expect(await page.getByRole('button', { name: say.turnOn, exact: true }).count()).toBe(0);
  await look(page, 'messages-push');
}, 120_000);
