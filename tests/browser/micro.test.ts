import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { consoleOf, expectAccessible, open } from './console';
import { Phone, serverAs, signInField, snapshot } from './phone';

interface MicroEvent { state: string; waits: boolean; before: string[]; after: string[]; steps: { deed: string }[] }
interface Objections { rows: { words: string; answer: { upheld: boolean } | null }[] }

let phone = new Phone();
afterEach(async () => { await phone.end(); phone = new Phone(); });

const unsent = (page: Page, n: number) => page.getByRole('status').getByText(`${String(n)} to be sent`).waitFor();

test('a micro-event is found and put right without a network, though the browser is killed between', async () => {
  const worker = await serverAs('grid_worker');
  const { account } = await worker<{ account: { areas: { path: string }[] } }>('GET', '/api/session');
  const { rows: [unit] } = await worker<{ rows: { code: string }[] }>('GET', `/api/units?size=1&area=${encodeURIComponent(account.areas[0]?.path ?? '')}`);
  let page = await phone.open();
  await signInField(page);
  await page.getByRole('status').getByText('Last synchronised').waitFor();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await page.getByRole('link', { name: 'Take down a micro-event' }).click();
  await page.context().setOffline(true);
  await page.locator('label', { hasText: 'Charging in a room or hall' }).click();
  await page.getByLabel('Photograph it').setInputFiles(await snapshot(page));
  await page.locator('.lf-thumb').waitFor();
  await page.getByLabel('Code at the door').fill(unit?.code ?? '');
  await expectAccessible(page);

  await phone.kill();
  page = await phone.open(false, '/field/#/micro/new');
  await page.locator('.lf-thumb').waitFor();
  await page.getByRole('button', { name: 'Into the outbox' }).click();
  await unsent(page, 1);
  const id = page.url().split('/micro/')[1] ?? '';
  await page.getByLabel('It is put right: photograph it').setInputFiles(await snapshot(page, 1));
  await unsent(page, 2);
  await expectAccessible(page);

  await phone.kill();
  page = await phone.open(false, '/field/#/outbox');
  await unsent(page, 2);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.waitForFunction(() => document.querySelector('header form') ?? document.querySelector('.lf-state-online'));
  if (await page.locator('header form').count()) await signInField(page);
  await page.getByRole('status').getByText('Nothing waits to be sent').waitFor();
  const row = await worker<MicroEvent>('GET', `/api/cases/micro-events/${id}`);
  expect([row.state, row.before.length, row.after.length]).toEqual(['fixed', 1, 1]);
  expect(row.steps.map(({ deed }) => deed)).toEqual(['find', 'fix']);

  const desk = await consoleOf('officer');
  await open(desk, `/cases/micro/${id}`);
  if (!row.waits) return;
  await desk.getByRole('button', { name: 'It is put right', exact: true }).click();
  await desk.getByRole('button', { name: 'Do it' }).click();
  await desk.getByText('Put right indeed').waitFor();
});

test('figures stand beside coverage and objections, and an objection is answered', async () => {
  const worker = await serverAs('grid_worker');
  const today = new Date().toISOString().slice(0, 10);
  // Numbers would be taken for those of somebody.
  const words = `Counted twice, ${crypto.randomUUID().replaceAll(/[^a-f]/g, '')}`;
  await worker('POST', '/api/cases/figures/own/objections', { id: crypto.randomUUID(), from: today, to: today, of: '', figure: 'cases', words });
  const page = await consoleOf('officer');
  await open(page, '/cases?tab=figures');
  await page.getByRole('heading', { name: 'Coverage of patrols' }).waitFor();
  const line = page.locator('li', { hasText: words });
  await line.getByLabel('Why').fill('It was a split');
  await line.getByRole('button', { name: 'It is right' }).click();
  await line.getByText('The objection is right').waitFor();
  const { rows } = await worker<Objections>('GET', '/api/cases/figures/own/objections');
  expect(rows.find((row) => row.words === words)?.answer?.upheld).toBe(true);
});
