import { expect, test } from 'vitest';
import { address, consoleOf, expectAccessible, open, openConsole, signIn, signInOf } from './console';

test('an account is bound to a provider’s identity, signed in by it, and unbound', async () => {
  const page = await openConsole('en');
  await signIn(page, 'inspector');
  const { password } = signInOf('inspector');
  await open(page, '/security');
  await page.getByText('Not bound').waitFor();
  await page.getByRole('button', { name: 'Bind', exact: true }).click();
  await page.getByRole('dialog').getByText(/^Provider: http:/).waitFor();
  await page.getByLabel('Your password once more').fill('not it');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The code or the password is not right').waitFor();
  await page.getByLabel('Your password once more').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();

  // The provider is another site: its own pages, and a strict cookie that does not come back with the browser.
  await page.fill('input[name=login]', 'an inspector');
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.getByText('Your account is bound').waitFor();
  await page.getByText('Bound since').waitFor();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByText('Sign out').click();
  await page.getByRole('button', { name: 'Continue with City identity' }).click();
  await page.waitForSelector('main#content');
  expect(new URL(page.url()).search).toBe('');

  await open(page, '/security');
  await page.getByText('Last used').first().waitFor();
  await page.getByRole('button', { name: 'Unbind' }).click();
  await page.getByRole('dialog').getByText(/^Provider: http:/).waitFor();
  await page.getByRole('dialog').getByText('Bound since').waitFor();
  await page.getByLabel('Your password once more').fill(password);
  await page.getByRole('dialog').getByRole('button', { name: 'Unbind' }).click();
  await page.getByText('Not bound').waitFor();
});

test('an identity that nobody bound is told what to do, on a phone in Chinese', async () => {
  const page = await openConsole('zh', 'phone');
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: '通过市统一认证进入' }).click();
  await page.fill('input[name=login]', 'a stranger');
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
  await page.getByText('此身份未绑定本系统的账号').waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

test('a binding that came back too late says so to whoever is signed in', async () => {
  const page = await consoleOf('grid_worker');
  await page.goto(`${address}/?sign_on=over`);
  await page.getByText('That sign-on is over').waitFor();
  expect(new URL(page.url()).pathname).toBe('/security');
});
