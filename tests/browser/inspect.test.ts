import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { expectAccessible, expectNoOverflow } from './console';
import { Phone, serverAs, signInField, snapshot } from './phone';

interface Building { id: string; code: string; use: string }
interface Text { zh: string; en: string }
interface Catalogue { categories: { facts: { id: string; ask: Text }[] }[]; bars: { name: string; label: Text }[] }
interface File { inspections: { id: string; photos: string[] }[]; no_entries: { id: string; bar: { name: string } }[] }

let phone = new Phone();
afterEach(async () => { await phone.end(); phone = new Phone(); });

const unsent = (page: Page, n: number) => page.getByRole('status').getByText(`${String(n)} to be sent`).waitFor();

test('an inspection with its photo is taken down without a network, though the browser is killed between', async () => {
  const inspector = await serverAs('inspector');
  const { rows } = await inspector<{ rows: Building[] }>('GET', '/api/housing/buildings?size=200');
  const home = rows.find(({ use }) => use === 'residential' || use === 'self_built');
  if (!home) throw new Error('the district has no home with a housing file');
  const { categories, bars } = await inspector<Catalogue>('GET', '/api/housing/catalogue');
  const ask = categories.flatMap(({ facts }) => facts).find(({ id }) => id === 'ways_out')?.ask.en ?? '';
  const before = await inspector<File>('GET', `/api/housing/buildings/${home.id}`);
  let page = await phone.open();
  await signInField(page, 'inspector');
  await page.getByRole('link', { name: 'Another place' }).click();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await page.context().setOffline(true);
  await page.getByLabel('Code at the door').fill(home.code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('radiogroup', { name: 'What do you take down?' }).waitFor();
  // A building of today's round has its kind already.
  const kinds = page.getByRole('radiogroup', { name: 'Kind of building' });
  if (await kinds.count()) await kinds.locator('label', { hasText: 'Homes' }).click();
  await page.getByRole('radiogroup', { name: ask }).locator('label').first().click();
  await page.getByLabel(`Photo: ${ask}`).setInputFiles(await snapshot(page));
  await page.locator('.lf-thumb').waitFor();
  await expectAccessible(page);
  await expectNoOverflow(page);

  await phone.kill();
  page = await phone.open(false, `/field/#/visit/${home.code}`);
  await page.locator('.lf-thumb').waitFor();
  await page.getByRole('radiogroup', { name: 'Was anything found amiss?' }).locator('label').first().click();
  await page.getByRole('button', { name: 'Put the inspection in the outbox' }).click();
  await unsent(page, 1);
  await page.locator('label', { hasText: 'Could not enter' }).click();
  await page.locator('label', { hasText: bars[0]?.label.en ?? '' }).click();
  await page.getByRole('button', { name: 'Put it in the outbox' }).click();
  await unsent(page, 2);

  await phone.kill();
  page = await phone.open(false, '/field/#/outbox');
  await unsent(page, 2);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.waitForFunction(() => document.querySelector('header form') ?? document.querySelector('.lf-state-online'));
  if (await page.locator('header form').count()) await signInField(page, 'inspector');
  await page.getByRole('status').getByText('Nothing waits to be sent').waitFor();
  const after = await inspector<File>('GET', `/api/housing/buildings/${home.id}`);
  const fresh = after.inspections.filter(({ id }) => !before.inspections.some((each) => each.id === id));
  expect(fresh.map(({ photos }) => photos.length)).toEqual([1]);
  expect(after.no_entries[0]?.bar.name).toBe(bars[0]?.name);
});
