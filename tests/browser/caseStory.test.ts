import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { fill, type Vars } from '../../web/packages/kit/src/texts/fill';
import { address, consoleOf, expectAccessible, type Lang, look, open, openConsole, settled } from './console';
import { Phone, serverAs, signInField, snapshot } from './phone';

interface Case { id: string; state: string; supervised: boolean; missing: string[]; place: { point: { lon: number; lat: number } | null }; actions: { deed: string }[] }
interface Codes { rows: { target: string | null }[] }
interface Catalogue { subclasses: { id: string; title: Record<Lang, string> }[] }

let phone: Phone | undefined;
afterEach(async () => { await phone?.end(); phone = undefined; });

/** What is found, by whoever lives there. */
const found = { zh: '楼道口堆满杂物，出入困难', en: 'Boxes and junk bar the way in' } as const;

/** Where the code at a door of the worker's own grid leads. */
async function doorInGrid(): Promise<string> {
  const [worker, officer] = [await serverAs('grid_worker'), await serverAs('officer')];
  const { account } = await worker<{ account: { areas: { path: string }[] } }>('GET', '/api/session');
  const { rows } = await worker<{ rows: { building: string }[] }>('GET', `/api/units?size=1&area=${encodeURIComponent(account.areas[0]?.path ?? '')}`);
  const path = `/api/housing/buildings/${rows[0]?.building ?? ''}/codes`;
  const before = await officer<Codes>('GET', path);
  const codes = before.rows.length > 0 ? before : await officer<Codes>('POST', path, { id: crypto.randomUUID() });
  const target = codes.rows.find((row) => row.target)?.target;
  if (!target) throw new Error('no door of the grid has a code');
  return target;
}

test.each<Lang>(['zh', 'en'])('a case from the code at a door to whoever reported being content, by way of the supervisors (%s)', async (lang) => {
  const say = (key: Key, vars?: Vars) => fill(catalogues[lang][key], lang, vars);
  const press = (page: Page, key: Key) => page.getByRole('button', { name: say(key), exact: true }).click();
  const words = found[lang];

  // Whoever lives there scans the code at the door and reports, with a photo and a way to be reached.
  const home = await openConsole(lang, 'phone');
  await home.goto(`${address}${await doorInGrid()}`);
  await press(home, 'door.report');
  await home.getByRole('heading', { level: 1, name: say('portal.what') }).waitFor();
  const { subclasses } = await (await home.request.get(`${address}/api/report/catalogue`)).json() as Catalogue;
  const title = subclasses.find(({ id }) => id === 'order.obstruction')?.title[lang] ?? '';
  await home.getByLabel(say('portal.search'), { exact: true }).fill(title);
  await home.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await home.getByRole('heading', { level: 1, name: say('portal.where') }).waitFor();
  await press(home, 'portal.next');
  await home.getByLabel(say('portal.words'), { exact: true }).fill(words);
  await home.getByLabel(say('portal.photos'), { exact: true }).setInputFiles(await snapshot(home));
  await home.getByText(say('draft.photos', { n: 1 }), { exact: true }).waitFor();
  await press(home, 'portal.next');
  await home.getByLabel(say('portal.phone'), { exact: true }).fill('13800000000');
  await press(home, 'portal.send');
  await home.getByRole('heading', { level: 1, name: say('portal.done') }).waitFor();
  await look(home, `case-story-reported-${lang}`);
  const [number = '', word = ''] = await home.locator('.lp-done dd').allTextContents();
  expect(word).not.toBe('');

  /** The case as whoever reported it sees it now, by its number and word. */
  const follow = async () => {
    await home.getByRole('tab', { name: say('portal.report'), exact: true }).click();
    await home.getByRole('tab', { name: say('portal.follow'), exact: true }).click();
    await home.getByLabel(say('portal.number'), { exact: true }).fill(number);
    await home.getByLabel(say('portal.word'), { exact: true }).fill(word);
    await press(home, 'portal.look');
    await home.getByRole('heading', { level: 2, name: say('portal.steps') }).waitFor();
  };
  const stands = (state: Key) => home.locator('.lp-facts b', { hasText: say(state) }).waitFor();
  const notContent = async (why: string) => {
    await follow();
    await stands('case_state.resolved');
    await press(home, 'portal.object');
    await home.getByLabel(say('portal.why'), { exact: true }).fill(why);
    await press(home, 'portal.answer');
    await stands('case_state.reopened');
  };

  // A worker goes on duty nearby.
  const [officer, worker] = [await serverAs('officer'), await serverAs('grid_worker')];
  const { id, place: { point } } = await officer<Case>('GET', `/api/cases/${number}`);
  if (!point) throw new Error('the door stands nowhere');
  const stateIs = (state: string) => expect.poll(async () => (await officer<Case>('GET', `/api/cases/${id}`)).state, { timeout: 30_000 }).toBe(state);
  phone = new Phone(lang);
  const field = await phone.open();
  const to = (path: string) => field.goto(`${field.url().split('#')[0] ?? ''}#/${path}`);
  const sent = () => field.getByRole('status').getByText(say('field.allSent')).waitFor();
  await field.context().setGeolocation({ longitude: point.lon + 0.002, latitude: point.lat });
  await signInField(field);
  await field.getByRole('link', { name: say('field.way.me'), exact: true }).click();
  await field.getByRole('button', { name: say('duty.begin'), exact: true }).waitFor();
  await field.getByText(say('duty.share'), { exact: true }).click();
  await press(field, 'duty.begin');
  await field.getByRole('button', { name: say('duty.end'), exact: true }).waitFor();
  const shared = async () => (await worker<{ position: object | null }>('GET', '/api/duty')).position !== null;
  await expect.poll(shared, { timeout: 30_000 }).toBe(true);
  await field.getByRole('link', { name: say('field.way.today'), exact: true }).click();
  await field.evaluate(async () => { await navigator.serviceWorker.ready; });

  // The case went to the office of its kind; whoever dispatches there offers it to the nearest.
  const desk = await consoleOf('officer', lang);
  await open(desk, `/cases/${number}`);
  await desk.getByRole('heading', { name: say('duty.near'), exact: true }).waitFor();
  await desk.getByRole('button', { name: new RegExp(`^${say('duty.offer')}`) }).first().click();
  await desk.locator('.ant-alert').first().waitFor();
  await look(desk, `case-story-offered-${lang}`);
  const offer = field.getByRole('region', { name: say('duty.yours'), exact: true }).filter({ hasText: words }).first();
  await offer.waitFor();

  // No network where the case is: taken, begun, shown and resolved all the same.
  const { missing } = await worker<Case>('GET', `/api/cases/${id}`);
  await field.context().setGeolocation({ longitude: point.lon, latitude: point.lat });
  await field.context().setOffline(true);
  let queued = 0;
  const unsent = () => { queued += 1; return field.getByRole('status').getByText(say('field.unsent', { n: queued })).waitFor(); };
  await offer.getByRole('button', { name: say('duty.take'), exact: true }).click();
  await unsent();
  await to(`case/${id}`);
  await press(field, 'case_do.start');
  await unsent();
  expect(missing).toContain('photo_after');
  for (const kind of missing) {
    if (kind === 'location_near') await press(field, 'field.iAmHere');
    else if (kind === 'contact') await press(field, 'field.iSpoke');
    else await field.getByLabel(say('field.takePhoto', { kind: say(`case_evidence.${kind}` as Key) }), { exact: true }).setInputFiles(await snapshot(field, queued));
    await unsent();
  }
  await press(field, 'case_do.resolve');
  await field.getByText(say('case_outcome.fixed'), { exact: true }).click();
  await field.getByRole('region', { name: say('case_do.resolve'), exact: true }).getByRole('button', { name: say('case_do.resolve'), exact: true }).click();
  await unsent();
  await expectAccessible(field);
  expect((await officer<Case>('GET', `/api/cases/${id}`)).state).not.toBe('resolved');
  await field.context().setOffline(false);
  await press(field, 'field.sync');
  await sent();
  await stateIs('resolved');

  // Whoever reported it is not content; the same worker goes there again, speaks with them, and they are not content either.
  await notContent(lang === 'zh' ? '只搬走了一半' : 'Half of it is still there');
  await look(home, `case-story-reopened-${lang}`);
  await to('today');
  await press(field, 'field.sync');
  await to(`case/${id}`);
  for (const deed of ['claim', 'start', 'contact'] as const) {
    await press(field, `case_do.${deed}`);
    await sent();
  }
  await field.locator('.lf-steps li', { hasText: say('case_deed.contact') }).first().waitFor();
  await press(field, 'case_do.resolve');
  await field.getByText(say('case_outcome.settled'), { exact: true }).click();
  const closing = field.getByRole('region', { name: say('case_do.resolve'), exact: true });
  await closing.getByLabel(say('cases.why'), { exact: true }).fill(lang === 'zh' ? '已与物主约定周末搬走' : 'The owner takes the rest away at the weekend');
  await closing.getByRole('button', { name: say('case_do.resolve'), exact: true }).click();
  await sent();
  await stateIs('resolved');
  await notContent(lang === 'zh' ? '周末过了还在' : 'The weekend is over and it is there');

  // Twice not content: it is with the supervisors now.
  expect((await officer<Case>('GET', `/api/cases/${id}`)).supervised).toBe(true);
  await open(desk, '/cases');
  await desk.getByRole('heading', { name: say('cases.heap.supervised'), exact: true }).waitFor();
  await open(desk, '/cases?tab=list&which=supervised');
  await desk.locator(`main#content a[href="/cases/${number}"]`).first().click();
  await desk.waitForURL(`**/cases/${number}`);
  await settled(desk);
  await press(desk, 'case_do.claim');
  await press(desk, 'case_do.start');
  await press(desk, 'case_do.contact');
  await desk.locator('.ll-step-contact').nth(1).waitFor();
  await press(desk, 'case_do.resolve');
  const form = desk.locator('.ll-deed-form');
  await form.getByRole('combobox').click();
  await desk.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: say('case_outcome.settled') }).click();
  await form.locator('textarea').fill(lang === 'zh' ? '督办后已全部清走' : 'All of it was taken away under supervision');
  await look(desk, `case-story-supervised-${lang}`);
  await form.getByRole('button', { name: say('cases.do'), exact: true }).click();
  await desk.locator('.ll-step-resolve').nth(2).waitFor();

  await follow();
  await press(home, 'portal.confirm');
  await stands('case_state.confirmed');
  await look(home, `case-story-confirmed-${lang}`);
  const { state, actions } = await officer<Case>('GET', `/api/cases/${id}`);
  expect(state).toBe('confirmed');
  const told = actions.map(({ deed }) => deed).filter((deed) => deed !== 'evidence' && deed !== 'warn');
  expect(told).toEqual([
    'report', 'offer', 'take', 'start', 'resolve', 'object', 'claim', 'start', 'contact', 'resolve', 'object', 'claim', 'start', 'contact', 'resolve', 'confirm',
  ]);

  await field.getByRole('link', { name: say('field.way.me'), exact: true }).click();
  await press(field, 'duty.end');
  await field.getByRole('button', { name: say('duty.begin'), exact: true }).waitFor();
  // The server too, before the phone is closed: the next test begins off duty.
  await expect.poll(async () => (await worker<{ on: boolean }>('GET', '/api/duty')).on).toBe(false);
}, 480_000);
