import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { expectAccessible } from './console';
import { Phone, signInField } from './phone';

const phone = new Phone();
afterEach(() => phone.end());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const drawn = (page: Page) => page.locator('.ll-map[data-ready=true]').waitFor();
const mapsKept = (page: Page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('linli-map-')).length);

test('the map is taken along, drawn without a network, and gone at sign-out', async () => {
  const page = await phone.open();
  await signInField(page);
  await page.getByRole('status').getByText('Last synchronised').waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await drawn(page);
  const stops = await page.locator('.lf-stops li').count();
  expect(await mapsKept(page)).toBe(0);
  await press(page, 'Take the map along');
  await page.getByText(/^About .+ tiles?\.$/).waitFor();
  await press(page, 'Take it along');
  await page.getByText(/^Taken along/).waitFor();
  await expectAccessible(page);

  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('No connection: the map is as it was taken along').waitFor();
  await drawn(page);
  expect(await page.locator('.lf-stops li').count()).toBe(stops);
  expect(await mapsKept(page)).toBe(1);

  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await press(page, 'Sign out');
  await page.locator('input[autocomplete=username]').waitFor();
  expect(await mapsKept(page)).toBe(0);
});
