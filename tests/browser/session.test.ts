import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, open, openConsole, signIn } from './console';

test('shows the sign-in first, whatever the address', async () => {
  const page = await openConsole('en');
  await page.goto(`${address}/register`);
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});

test('says what to do when the password is wrong', async () => {
  const page = await openConsole('zh');
  await page.goto(`${address}/`);
  await page.fill('#account', 'nobody');
  await page.fill('#password', 'not it');
  await page.click('button[type=submit]');
  await page.getByText('账号或密码不正确').waitFor();
});

test('lists the keys of the console by a key and from the menu, and gives the focus back', async () => {
  const page = await consoleOf('officer');
  await open(page, '/review');
  const content = page.locator('main#content');
  await content.focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await dialog.getByText('Search for a place').waitFor();
  await dialog.getByText('The next pair').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await content.evaluate((element) => element === document.activeElement)).toBe(true);
  const account = page.getByRole('button', { name: /^Account / });
  await account.click();
  await page.getByRole('menuitem', { name: 'Keyboard' }).click();
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await account.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('opens the console, changes the language without a reload, and signs out', async () => {
  const page = await openConsole('en');
  await signIn(page, 'officer');
  await page.getByRole('navigation', { name: 'Main navigation' }).getByText('Register').waitFor();
  await page.evaluate(() => { (globalThis as { kept?: boolean }).kept = true; });
  await page.locator('.ll-top .ant-segmented-item').first().click();
  await page.getByRole('navigation', { name: '主导航' }).getByText('底册').waitFor();
  expect(await page.evaluate(() => [(globalThis as { kept?: boolean }).kept, document.documentElement.lang])).toEqual([true, 'zh-Hans']);
  await page.getByRole('button', { name: '账户' }).click();
  await page.getByText('退出登录').click();
  await page.getByRole('button', { name: '登录', exact: true }).waitFor();
  await page.context().close();
});

test('keeps a page that does not exist from looking broken', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/nowhere');
  await page.getByText('This page does not exist').waitFor();
  await expectAccessible(page);
});
