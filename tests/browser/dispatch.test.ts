import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { consoleOf, expectAccessible, open } from './console';
import { Phone, serverAs, signInField } from './phone';

interface Case { id: string; number: string; version: number; state: string; place: { point: { lon: number; lat: number } | null } }
interface OwnDuty { on: boolean; position: { lon: number } | null }

const phone = new Phone();
afterEach(() => phone.end());

/** Keeps a picture of the screen where a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LINLI_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** A case that nobody has, in the worker's own grid. */
async function freeCase(words: string): Promise<Case> {
  const worker = await serverAs('grid_worker');
  const { account } = await worker<{ account: { areas: { path: string }[] } }>('GET', '/api/session');
  const { rows } = await worker<{ rows: { code: string }[] }>('GET', `/api/units?size=1&area=${encodeURIComponent(account.areas[0]?.path ?? '')}`);
  const told = { id: crypto.randomUUID(), door: 'field', subclass: 'order.noise', place: { code: rows[0]?.code ?? '' }, words };
  const { id } = await worker<{ id: string }>('POST', '/api/cases', told);
  return worker<Case>('GET', `/api/cases/${id}`);
}

const say = {
  me: 'Me', today: 'Today', share: 'Share my position while on duty', go: 'Go on duty', end: 'Go off duty', near: 'Who is near', offer: /^Offer it/, yours: 'Offered to you', take: 'Take it', tab: /On duty \(\d/, grids: 'Grids and who keeps them', on: 'On duty',
};

test('the nearest on duty is offered a case on the spot and takes it', async () => {
  const row = await freeCase('Drilling at night');
  // A story before may have closed its phone while the server was being told.
  await (await serverAs('grid_worker'))('DELETE', '/api/duty');
  const page = await phone.open();
  const point = row.place.point ?? { lon: 113.9, lat: 22.5 };
  await page.context().setGeolocation({ longitude: point.lon + 0.002, latitude: point.lat });
  await signInField(page);
  await page.getByRole('link', { name: say.me, exact: true }).click();
  await page.getByRole('button', { name: say.go, exact: true }).waitFor();
  await page.getByText(say.share, { exact: true }).click();
  await page.getByRole('button', { name: say.go, exact: true }).click();
  await page.getByRole('button', { name: say.end, exact: true }).waitFor();
  const worker = await serverAs('grid_worker');
  await expect.poll(async () => (await worker<OwnDuty>('GET', '/api/duty')).position?.lon ?? 0).toBeCloseTo(point.lon + 0.002, 3);
  await expectAccessible(page);
  await shot(page, 'duty-me');
  await page.getByRole('link', { name: say.today, exact: true }).click();

  const desk = await consoleOf('officer');
  await open(desk, '/cases');
  await desk.getByRole('tab', { name: say.tab }).click();
  // Whoever keeps the grid is on duty in it.
  await desk.getByRole('table', { name: say.grids }).getByText(say.on, { exact: true }).first().waitFor();
  await expectAccessible(desk);
  await shot(desk, 'duty-tab');
  await open(desk, `/cases/${row.number}`);
  await desk.getByRole('heading', { name: say.near, exact: true }).waitFor();
  await desk.getByRole('button', { name: say.offer }).first().waitFor();
  await expectAccessible(desk);
  await shot(desk, 'near');
  await desk.getByRole('button', { name: say.offer }).first().click();
  await desk.locator('.ant-alert').first().waitFor();
  await shot(desk, 'offered');

  // The app hears of it by itself.
  const offer = page.getByRole('region', { name: say.yours, exact: true }).first();
  await offer.waitFor();
  await expectAccessible(page);
  await shot(page, 'offer');
  await offer.getByRole('button', { name: say.take, exact: true }).click();
  await expect.poll(async () => (await worker<Case>('GET', `/api/cases/${row.id}`)).state).toBe('assigned');
  await desk.locator('.ll-step-take').waitFor();
  await shot(desk, 'taken');

  await page.getByRole('link', { name: say.me, exact: true }).click();
  await page.getByRole('button', { name: say.end, exact: true }).click();
  await page.getByRole('button', { name: say.go, exact: true }).waitFor();
  expect(await worker<OwnDuty>('GET', '/api/duty')).toMatchObject({ on: false, position: null });
});
