import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { BadNetwork } from './badNetwork';
import { address, expectAccessible } from './console';
import { cookieOf, Phone, serverAs, signInField, snapshot } from './phone';

interface Action { deed: string; by: { me: boolean } | null; words: string | null; acted_at: string | null }
interface Case { id: string; number: string; version: number; state: string; place: { point: { lon: number; lat: number } | null }; actions: Action[] }

let phone = new Phone();
afterEach(async () => { await phone.end(); phone = new Phone(); });

const sent = (page: Page) => page.getByRole('status').getByText('Nothing waits to be sent').waitFor();
const unsent = (page: Page, n: number) => page.getByRole('status').getByText(`${String(n)} to be sent`).waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Keeps a picture of the screen where a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LINLI_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `field-${name}.png`), fullPage: true });
}

/** Waits until the app can open without a network. */
const settledShell = (page: Page) => page.evaluate(async () => { await navigator.serviceWorker.ready; });

/** Online again, in a browser whose session may be gone. */
async function online(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Sync now' }).click();
  const lost = page.locator('header form');
  await page.waitForFunction(() => document.querySelector('header form') ?? document.querySelector('.lf-state-online'));
  if (await lost.count()) await signInField(page);
}

async function begin(page: Page): Promise<void> {
  await signInField(page);
  await page.getByRole('heading', { name: 'My tasks' }).waitFor();
  await page.getByRole('status').getByText('Last synchronised').waitFor();
  await settledShell(page);
}

/** The code of a dwelling in the worker's own grid. */
async function codeNearby(): Promise<string> {
  const server = await serverAs('grid_worker');
  const { account } = await server<{ account: { areas: { path: string }[] } }>('GET', '/api/session');
  const area = account.areas[0]?.path ?? '';
  const { rows } = await server<{ rows: { code: string }[] }>('GET', `/api/units?size=3&area=${encodeURIComponent(area)}`);
  return rows[0]?.code ?? '';
}

/** A case told by the worker and claimed by them, over HTTP. */
async function ownCase(subclass: string, words: string): Promise<Case> {
  const server = await serverAs('grid_worker');
  const told = { id: crypto.randomUUID(), door: 'field', subclass, place: { code: await codeNearby() }, words };
  const { id } = await server<{ id: string }>('POST', '/api/cases', told);
  const row = await server<Case>('GET', `/api/cases/${id}`);
  return server<Case>('POST', `/api/cases/${id}/actions`, { id: crypto.randomUUID(), seen: row.version, deed: { deed: 'claim' } });
}

test('what is found without a network is told once, photo and all, though the browser is killed', async () => {
  let page = await phone.open();
  await page.getByRole('heading', { name: 'linli field' }).waitFor();
  await expectAccessible(page);
  await shot(page, 'sign-in');
  await begin(page);
  await expectAccessible(page);
  await shot(page, 'today');
  const tools = await page.context().newCDPSession(page);
  expect((await tools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
  const code = await codeNearby();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await page.getByLabel('Search, such as leak or lamp').fill('pavement');
  await shot(page, 'report-what');
  await page.getByRole('button', { name: /Stalls/ }).click();
  await page.getByLabel('Code at the door').fill(code);
  const mark = [...String(Date.now())].map((digit) => 'abcdefghij'[Number(digit)] ?? '').join('');
  const words = `A stall on the pavement, ${mark}`;
  await page.getByLabel('What is the matter').fill(words);
  await page.getByLabel('Add a photo').setInputFiles(await snapshot(page));
  await page.locator('.lf-thumb').waitFor();
  await expectAccessible(page);
  await shot(page, 'report');

  // Killed before it was put into the outbox: what was written is still there.
  await phone.kill();
  page = await phone.open(false, '/field/#/report');
  await page.locator('.lf-thumb').waitFor();
  expect(await page.getByLabel('What is the matter').inputValue()).toBe(words);
  await press(page, 'Put it in the outbox');
  await unsent(page, 1);
  await shot(page, 'outbox-offline');
  const kept = await page.evaluate(() => new Promise<string[]>((done) => {
    const opened = indexedDB.open('linli.field.worker');
    opened.onsuccess = () => {
      const asked = opened.result.transaction('photos').objectStore('photos').getAll();
      asked.onsuccess = () => done((asked.result as { bytes: ArrayBuffer }[]).map(({ bytes }) => String.fromCharCode(...new Uint8Array(bytes).slice(0, 4000))));
    };
  }));
  expect(kept).toHaveLength(1);
  expect(kept.filter((head) => head.includes('Exif') || head.includes('GPS'))).toEqual([]);

  await phone.kill();
  page = await phone.open(false, '/field/#/outbox');
  await unsent(page, 1);
  await online(page);
  await sent(page);
  await page.locator('.lf-entry-sent').waitFor();
  await expectAccessible(page);
  await shot(page, 'outbox-sent');
  const server = await serverAs('officer');
  const found = await server<{ rows: { id: string; words: string }[] }>('GET', `/api/cases?q=${mark}`);
  expect(found.rows.map((row) => row.words)).toEqual([words]);
  const row = await server<{ evidence: { kind: string }[] }>('GET', `/api/cases/${found.rows[0]?.id ?? ''}`);
  expect(row.evidence.map(({ kind }) => kind)).toEqual(['photo_before']);

  // Taken over: its photo is shown with a connection, and the look is on the log.
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.locator('.lf-card', { hasText: words }).click();
  await press(page, 'Claim');
  await sent(page);
  await press(page, 'Show the photo');
  await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.lf-picture')?.naturalWidth ?? 0) > 0);
  await shot(page, 'case-photo');
});

test('a case is handled without a network, with evidence, and everything arrives once and in order', async () => {
  const row = await ownCase('order.obstruction', 'Boxes in the passage');
  const server = await serverAs('officer');
  let page = await phone.open();
  await begin(page);
  if (row.place.point) await page.context().setGeolocation({ longitude: row.place.point.lon, latitude: row.place.point.lat });
  await page.goto(`${page.url().split('#')[0] ?? ''}#/case/${row.id}`);
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  await shot(page, 'case');
  await page.context().setOffline(true);
  await press(page, 'Begin');
  await page.getByLabel('Photo before: take a picture').setInputFiles(await snapshot(page));
  await unsent(page, 2);
  await phone.kill();
  page = await phone.open(false, `/field/#/case/${row.id}`);
  await unsent(page, 2);
  await page.getByLabel('Photo after: take a picture').setInputFiles(await snapshot(page, 1));
  await unsent(page, 3);
  if (row.place.point) await page.context().setGeolocation({ longitude: row.place.point.lon, latitude: row.place.point.lat });
  await press(page, 'I am at the place');
  await unsent(page, 4);
  await press(page, 'Resolve');
  await page.getByText('Fixed', { exact: true }).click();
  await page.getByRole('region', { name: 'Resolve' }).getByRole('button', { name: 'Resolve' }).click();
  await unsent(page, 5);
  await expectAccessible(page);
  await shot(page, 'case-offline');
  // Meanwhile somebody adds a word: no conflict.
  await server('POST', `/api/cases/${row.id}/actions`, { id: crypto.randomUUID(), deed: { deed: 'note' }, words: 'The shop was told' });
  await phone.kill();
  page = await phone.open(false, '/field/#/outbox');
  await unsent(page, 5);
  await online(page);
  await sent(page);
  const now = await server<Case>('GET', `/api/cases/${row.id}`);
  expect(now.state).toBe('resolved');
  expect(now.actions.map(({ deed }) => deed)).toEqual(['report', 'claim', 'note', 'start', 'evidence', 'evidence', 'evidence', 'resolve']);
});

test('where somebody was faster, what happened is shown and a person decides', async () => {
  const [row, other] = [await ownCase('order.noise', 'A drill at night'), await ownCase('order.noise', 'A loud shop')];
  const server = await serverAs('officer');
  const page = await phone.open();
  await begin(page);
  await page.context().setOffline(true);
  for (const { id } of [row, other]) {
    await page.goto(`${page.url().split('#')[0] ?? ''}#/case/${id}`);
    await press(page, 'Begin');
    await page.getByText('In hand').first().waitFor();
  }
  await unsent(page, 2);
  const seen = await server<Case>('GET', `/api/cases/${row.id}`);
  await server('POST', `/api/cases/${row.id}/actions`, { id: crypto.randomUUID(), seen: seen.version, deed: { deed: 'transfer', office: 'urban' }, words: 'Theirs, by the rule of 2024' });
  await page.getByRole('link', { name: /^Outbox/ }).click();
  await page.context().setOffline(false);
  await page.getByText('What happened meanwhile').waitFor();
  await page.getByText('Theirs, by the rule of 2024').waitFor();
  await unsent(page, 1);
  await expectAccessible(page);
  await shot(page, 'conflict');
  // The other case was not held back.
  const free = await server<Case>('GET', `/api/cases/${other.id}`);
  expect(free.state).toBe('in_hand');

  // Signing out is refused while this is open.
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await press(page, 'Sign out');
  await page.getByText('1 action is not sent yet').waitFor();
  await shot(page, 'sign-out');
  await press(page, 'Stay');
  await page.getByRole('link', { name: /^Outbox/ }).click();
  await press(page, 'Let it go');
  await page.getByLabel('Why').fill('The other office has it');
  await press(page, 'Let it go');
  await sent(page);
  const now = await server<Case>('GET', `/api/cases/${row.id}`);
  expect(now.state).toBe('reported');
  expect(now.actions.map(({ deed }) => deed)).toEqual(['report', 'claim', 'transfer', 'note']);
  expect(now.actions.at(-1)?.words).toContain('The other office has it');

  // Signing out leaves nothing of the cases behind.
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await press(page, 'Sign out');
  await page.getByRole('heading', { name: 'linli field' }).waitFor();
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual(['linli.field']);
});

test('what one person did is never sent in the name of another', async () => {
  const row = await ownCase('order.noise', 'A generator');
  const server = await serverAs('officer');
  const page = await phone.open();
  await begin(page);
  await page.goto(`${page.url().split('#')[0] ?? ''}#/case/${row.id}`);
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  await page.context().setOffline(true);
  await press(page, 'Begin');
  await unsent(page, 1);

  // Another tab of the same browser has signed in as somebody else.
  const [name = '', value = ''] = (await cookieOf('officer')).split('=');
  await page.context().addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Strict' }]);
  await page.context().setOffline(false);
  await press(page, 'Sync now');
  await page.getByText('This browser is signed in with another account').waitFor();
  await unsent(page, 1);
  await shot(page, 'other-account');
  expect((await server<Case>('GET', `/api/cases/${row.id}`)).state).toBe('assigned');
  await signInField(page);
  await sent(page);
  const theirs = await serverAs('grid_worker');
  const now = await theirs<Case>('GET', `/api/cases/${row.id}`);
  expect(now.actions.map(({ deed, by }) => [deed, by?.me])).toEqual([['report', true], ['claim', true], ['start', true]]);
});

test('three in ten answers are lost, the browser is killed three times: each action arrives once', async () => {
  const row = await ownCase('order.noise', 'Music every night');
  const server = await serverAs('officer');
  const network = new BadNetwork();
  network.loss = 0;
  phone = new Phone('en', await network.begin());
  let page = await phone.open();
  await begin(page);
  await page.context().setOffline(true);
  await page.goto(`${page.url().split('#')[0] ?? ''}#/case/${row.id}`);
  const rounds = Number(process.env.LINLI_FIELD_ROUNDS ?? 8);
  for (let n = 0; n < rounds; n += 1) {
    await press(page, 'Note');
    await page.getByLabel('Why').fill(`note ${String(n)}`);
    await page.getByRole('region', { name: 'Note' }).getByRole('button', { name: 'Note' }).click();
    await unsent(page, n * 2 + 1);
    await press(page, 'Add evidence');
    await page.getByText('Document', { exact: true }).click();
    await page.getByLabel('Document: take a picture').setInputFiles(await snapshot(page, n));
    await unsent(page, n * 2 + 2);
  }
  network.loss = 0.3;
  for (let kill = 0; kill < 3; kill += 1) {
    // Fewer than have to arrive, however fast they go: something waits at each kill.
    network.until = network.heard + 5;
    await online(page);
    for (let n = 0; network.heard < network.until; n += 1) {
      await page.getByRole('button', { name: /Sync/ }).click({ force: true });
      await page.waitForResponse(/api/, { timeout: 1_000 }).catch(() => undefined);
      expect(n).toBeLessThan(60 + rounds);
    }
    await phone.kill();
    page = await phone.open(false, '/field/#/outbox');
    await page.locator('.lf-entry').first().waitFor();
  }
  network.until = Infinity;
  await online(page);
  const all = page.getByRole('status').getByText('Nothing waits to be sent');
  for (let n = 0; n < 60 + rounds * 4 && !(await all.count()); n += 1) {
    await page.getByRole('button', { name: /Sync/ }).click({ force: true });
    await all.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await all.waitFor();
  network.end();
  expect(network.lost).toBeGreaterThan(5);
  const now = await server<Case>('GET', `/api/cases/${row.id}`);
  const deeds = now.actions.slice(2);
  expect(deeds.map(({ deed }) => deed)).toEqual(Array.from({ length: rounds }, () => ['note', 'evidence']).flat());
  expect(deeds.filter(({ deed }) => deed === 'note').map(({ words }) => words)).toEqual(Array.from({ length: rounds }, (_, n) => `note ${String(n)}`));
});

test.each(['zh', 'en'] as const)('every screen fits a small phone and can be used by everybody (%s)', async (lang) => {
  const row = await ownCase('safety.fire', lang === 'zh' ? '楼道堆物，堵住消防通道，居民已经反映多次' : 'Things in the corridor block the way out in a fire');
  phone = new Phone(lang);
  const page = await phone.open();
  await signInField(page);
  await page.locator('.lf-card').first().waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['today', `case/${row.id}`, 'map', 'visit/new', 'report', 'collect', 'outbox', 'me']) {
    await page.goto(`${page.url().split('#')[0] ?? ''}#/${path}`);
    await page.locator('main h1').waitFor();
    if (path === 'map') await page.locator('.ll-map[data-ready=true]').waitFor();
    await expectAccessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([path, wide]).toEqual([path, 0]);
    await shot(page, `${lang}-${path.split('/')[0] ?? ''}`);
  }
});
