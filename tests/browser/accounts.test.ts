import { expect, test } from 'vitest';
import { address, consoleOf, look, open, openConsole } from './console';

test('an auditor sees the accounts, and no resident among them', async () => {
  const page = await consoleOf('auditor', 'en', 'phone');
  await open(page, '/accounts');
  await page.locator('.ll-list-foot').waitFor();
  await look(page, 'accounts');
  const answer = await page.request.get(`${address}/api/accounts?size=200`);
  const { rows } = await answer.json() as { rows: { assignments: { role: string }[] }[] };
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.flatMap((row) => row.assignments).some(({ role }) => role === 'resident')).toBe(false);
  await open(page, '/accounts?tab=invitations');
  await page.locator('.ll-state, .ll-list-foot').first().waitFor();
  await look(page, 'invitations');
}, 120_000);

test('an officer opens an emergency, which an auditor finds unreviewed', async () => {
  const page = await consoleOf('officer', 'en', 'phone');
  await open(page, '/emergencies');
  await page.locator('.ll-page-head .ant-btn-dangerous').click();
  await page.locator('.ant-modal .ant-select').click();
  await page.locator('.ant-select-tree-node-content-wrapper').first().click();
  await page.fill('.ant-modal textarea', 'a patient is missing from the hospital');
  await look(page, 'emergency-open');
  await page.click('.ant-modal button[type=submit]');
  await page.locator('.ll-tag-care').first().waitFor();
  await look(page, 'emergencies');
  await page.locator('.ll-session .ant-btn').first().click();
  const auditor = await consoleOf('auditor', 'en', 'phone');
  await open(auditor, '/emergencies');
  await auditor.locator('.ll-session .ant-btn-primary').first().click();
  await look(auditor, 'emergency-review');
}, 120_000);

test('a second factor begins with the password, a recovery with somebody else', async () => {
  const page = await consoleOf('officer', 'en', 'phone');
  await open(page, '/security');
  await page.locator('.ll-session .ant-btn-primary').first().click();
  await page.locator('.ant-modal input[type=password]').waitFor();
  await look(page, 'factor-password');
  await open(page, '/recoveries');
  await page.locator('.ll-page-head .ant-btn-primary').click();
  await look(page, 'recovery-ask');
}, 120_000);

test('a link that opens nothing and a lost password have pages of their own', async () => {
  const page = await openConsole('en', 'phone');
  await page.goto(`${address}/invitation#${'0'.repeat(64)}`);
  await page.locator('h1').waitFor();
  await look(page, 'invitation-over');
  await page.goto(`${address}/recovery`);
  await page.locator('form').waitFor();
  await look(page, 'recovery');
  await page.context().close();
}, 120_000);
