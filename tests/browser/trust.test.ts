import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { address, closeBrowser, consoleOf, expectAccessible, expectNoOverflow, type Lang, open, type Size } from './console';

afterAll(closeBrowser);

const shots = process.env.LINLI_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

async function look(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  await expectAccessible(page);
  await expectNoOverflow(page);
}

describe.each<[Size, Lang]>([['desk', 'zh'], ['desk', 'en'], ['phone', 'zh'], ['phone', 'en']])('on a %s in %s', (size, lang) => {
  const named = (name: string) => `${name}-${size}-${lang}`;

  test('an auditor states why before anything of the log is shown', async () => {
    const page = await consoleOf('auditor', lang, size);
    await open(page, '/audit');
    await look(page, named('audit-empty'));
    expect(await page.locator('table, .ll-rows').count()).toBe(0);
    await page.fill('#reason', 'a complaint of a resident');
    await page.click('main button[type=submit]');
    await page.locator('.ll-list-foot, .ll-state').last().waitFor();
    await look(page, named('audit'));
  }, 120_000);

  test('a grid worker is told why not, and what would change it', async () => {
    const page = await consoleOf('grid_worker', lang, size);
    await open(page, '/why?action=blocks.unmask&purpose=service&basis=reason');
    await page.locator('.ll-why-no').waitFor();
    expect(await page.locator('.ll-why li').count()).toBeGreaterThan(0);
    await look(page, named('why-not'));
    await open(page, '/why?action=register.view');
    await page.locator('.ll-why-yes').waitFor();
    await look(page, named('why'));
  }, 120_000);

  test('everybody sees the browsers that are signed in as them', async () => {
    const page = await consoleOf('resident', lang, size);
    await open(page, '/security');
    await page.locator('.ll-session').first().waitFor();
    await look(page, named('security'));
    await open(page, '/reads');
    await look(page, named('reads'));
    const told = await page.request.get(`${address}/api/reads/receipts`);
    expect(told.status()).toBe(200);
  }, 120_000);
});
