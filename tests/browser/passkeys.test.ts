import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { address, expectAccessible, expectNoOverflow, open, openConsole, type Role, signIn, signInOf, type Size, type Lang } from './console';

/** A device that makes passkeys and verifies its user: Chromium's own. */
async function device(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

async function signedIn(role: Role, lang: Lang = 'en', size: Size = 'desk'): Promise<Page> {
  const page = await openConsole(lang, size);
  await signIn(page, role);
  return page;
}

test('a passkey is added by keyboard, signs in alone, is renamed and removed', async () => {
  const page = await signedIn('inspector');
  const { password } = signInOf('inspector');
  const { cdp, authenticatorId } = await device(page);
  await open(page, '/security');
  await page.getByText('You have no passkey yet.').waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What to call it').fill('My phone');
  await dialog.getByLabel('Your password once more').fill('not it');
  await page.keyboard.press('Enter');
  await dialog.getByText('The password or the code is wrong').waitFor();
  await dialog.getByLabel('Your password once more').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Not used yet').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await expectAccessible(page);
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials.map(({ isResidentCredential, rpId }) => [isResidentCredential, rpId])).toEqual([[true, new URL(address).hostname]]);

  // The device holds one of the account's already.
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog.getByLabel('What to call it').fill('The same');
  await dialog.getByLabel('Your password once more').fill(password);
  await page.keyboard.press('Enter');
  await dialog.getByText('This device holds a passkey of your account already.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByText('Sign out').click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).press('Enter');
  await page.waitForSelector('main#content');

  await open(page, '/security');
  await page.getByRole('button', { name: 'Rename My phone' }).click();
  await dialog.getByLabel('What to call it').fill('Key ring');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Key ring' }).click();
  await dialog.getByLabel('Your password once more').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('You have no passkey yet.').waitFor();
});

test('a passkey that is not known here says so, on a phone in Chinese', async () => {
  const page = await signedIn('grid_worker', 'zh', 'phone');
  const { password } = signInOf('grid_worker');
  await device(page);
  await open(page, '/security');
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('我的手机');
  await dialog.getByLabel(/密码/).fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('尚未使用').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await expectNoOverflow(page);
  await page.getByRole('button', { name: '移除我的手机' }).click();
  await dialog.getByLabel(/密码/).fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('尚未添加通行密钥').waitFor();

  await page.context().clearCookies();
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.getByText('此通行密钥未在本系统登记').waitFor();
  await expectAccessible(page);
});
