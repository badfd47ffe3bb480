import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, look, open, openConsole, signInOf } from './console';

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

test('an account changes its password by the one before, and signs in by the new one alone', async () => {
  const { account, password } = signInOf('system');
  const chosen = 'four green kettles';
  const page = await openConsole('zh', 'phone');
  const begin = async (given: string) => {
    await page.context().clearCookies();
    await page.goto(`${address}/`);
    await page.fill('#account', account);
    await page.fill('#password', given);
    await page.click('button[type=submit]');
  };
  const dialog = page.getByRole('dialog', { name: '修改密码' });
  const ask = async (before: string, after: string, again = after) => {
    await dialog.getByLabel('当前密码').fill(before);
    await dialog.getByLabel('新密码', { exact: true }).fill(after);
    await dialog.getByLabel('再次输入新密码').fill(again);
    await dialog.getByRole('button', { name: '修改', exact: true }).click();
  };
  const openDialog = async () => {
    await page.waitForSelector('main#content');
    await open(page, '/security');
    await page.getByRole('button', { name: '修改', exact: true }).click();
  };
  await begin(password);
  await openDialog();
  await ask('not it at all', chosen, 'four green kettle');
  await dialog.getByText('两次输入不一致').waitFor();
  await ask(password, 'liverpool2026');
  await dialog.getByText('很容易被猜到').waitFor();
  await dialog.getByText('常见密码', { exact: false }).waitFor();
  await ask('not it at all', chosen);
  await dialog.getByText('很难被猜到').waitFor();
  await dialog.locator('.ant-alert-error').waitFor();
  await expectAccessible(page);
  await look(page, 'password-change');
  await ask(password, chosen);
  await page.getByText('密码已修改').waitFor();
  await begin(password);
  await page.getByText('账号或密码不正确').waitFor();
  await begin(chosen);
  await openDialog();
  await ask(chosen, password);
  await page.getByText('密码已修改').waitFor();
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
