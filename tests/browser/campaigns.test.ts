import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { address, consoleOf, expectAccessible, expectNoOverflow, type Lang, look, open, openConsole, settled } from './console';

interface Place { id: string; label: Record<Lang, string> }
interface Target { id: string; building: Place; state: { name: string } }

async function asked<T>(page: Page, path: string): Promise<T> {
  return await (await page.request.get(`${address}/api/housing/${path}`)).json() as T;
}

const say = (key: Key) => catalogues.en[key];
const press = (page: Page, key: Key) => page.getByRole('button', { name: say(key), exact: true }).click();
const title = 'Gas check before winter';

test('a campaign is begun with a count, followed by what is recorded, and closed with a report', async () => {
  const page = await consoleOf('officer');
  await open(page, '/housing?tab=campaigns');
  await press(page, 'campaigns.new');
  await page.waitForURL(/campaigns\/new/);
  await page.getByLabel(say('campaigns.title'), { exact: true }).fill(title);
  await page.getByLabel(say('campaigns.purpose'), { exact: true }).fill('Hoses are looked at before the cold');
  const preview = page.locator('.ll-campaign-list li');
  await preview.first().waitFor();
  const all = (await asked<{ total: number }>(page, 'campaigns/preview')).total;
  await page.locator('.ll-aside-right section h2').waitFor();
  await page.getByLabel(say('campaigns.days'), { exact: true }).fill('3000');
  const some = (await asked<{ total: number }>(page, 'campaigns/preview?days=3000')).total;
  expect(some).toBeLessThanOrEqual(all);
  await look(page, 'story-campaign-new');
  await page.locator('form button[type=submit]').click();
  await page.waitForURL(/\/housing\/campaigns\/(?!new)/);
  await settled(page);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';

  const { rows, total } = await asked<{ rows: Target[]; total: number }>(page, `campaigns/${id}/targets`);
  expect(total).toBe(some);
  expect(rows.every(({ state }) => state.name === 'not_visited')).toBe(true);
  const target = rows[0];
  if (!target) throw new Error('a campaign without a target');

  // What an inspection records counts by itself.
  const seen = await page.request.post(`${address}/api/housing/inspections`, {
    data: { id: crypto.randomUUID(), building: target.building.id, facts: [], clean: true }, headers: { 'x-linli': '1' },
  });
  expect(seen.ok()).toBe(true);
  await open(page, `/housing/campaigns/${id}?tab=targets`);
  const first = page.locator('main#content .ant-table-row').first();
  await first.getByText(say('campaigns.state.not_visited'), { exact: true }).waitFor({ state: 'detached' });
  await first.getByRole('checkbox').check();
  await press(page, 'campaigns.assign');
  await page.getByLabel(say('campaigns.givenTo'), { exact: true }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.ant-modal').getByRole('button', { name: say('campaigns.assign'), exact: true }).click();
  await page.locator('.ant-modal').waitFor({ state: 'hidden' });
  await look(page, 'story-campaign-targets');
  await open(page, `/housing/campaigns/${id}?tab=map`);
  await page.locator('.ll-campaign-legend').waitFor();
  await look(page, 'story-campaign-map');

  await press(page, 'campaigns.close');
  await page.locator('.ant-modal textarea').fill('One building was seen');
  await page.locator('.ant-modal').getByRole('button', { name: say('campaigns.close'), exact: true }).click();
  await page.getByRole('heading', { name: say('campaigns.report') }).waitFor();
  expect(await page.getByRole('button', { name: say('campaigns.close'), exact: true }).count()).toBe(0);
  await expectAccessible(page);
});

test('the star map has a list that follows its window, and is used by keyboard', async () => {
  const page = await consoleOf('officer');
  await open(page, '/housing/stars');
  const rows = page.locator('.ll-star-list button');
  await rows.first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/building=/);
  // The map goes there, and the list with it: what was chosen stays in both.
  await page.locator('.ll-star-list button[aria-pressed=true]').waitFor();
  expect(await page.locator('.ll-star-list button[aria-pressed=true]').count()).toBe(1);
  await page.getByRole('checkbox', { name: say('starMap.overdue') }).check();
  await page.waitForURL(/overdue=on/);
  await look(page, 'story-star-map');
});

test('anybody sees published stars of buildings on the portal, and nothing else of them', async () => {
  const officer = await consoleOf('officer');
  const { rows } = await asked<{ rows: { code: string; stars: number | null; point: { lon: number; lat: number } | null }[] }>(officer, 'buildings?sort=-stars&size=1');
  const rated = rows[0];
  if (!rated?.point || rated.stars === null) throw new Error('no building with stars');
  const page = await openConsole('en', 'phone');
  await page.context().grantPermissions(['geolocation'], { origin: address });
  await page.context().setGeolocation({ latitude: rated.point.lat, longitude: rated.point.lon });
  await page.goto(`${address}/portal/#stars`);
  await press(page, 'stars.near');
  await page.locator('.lp-star-list li').first().waitFor();
  await page.getByLabel(say('stars.q'), { exact: true }).fill(rated.code);
  await press(page, 'stars.look');
  await page.locator('.lp-star-list li').nth(1).waitFor({ state: 'detached' });
  await page.locator('.lp-star-list').getByText(say('stars.value').split('|').at(-1)?.replace('{n}', String(rated.stars)) ?? '').waitFor();
  await expectNoOverflow(page);
  await expectAccessible(page);
});
