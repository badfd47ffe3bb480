import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { address, consoleOf, type Lang, load, look, open, openConsole, settled } from './console';

interface Place { id: string; code: string; label: Record<Lang, string> }
interface Building extends Place { open: number; point: { lon: number; lat: number } | null }
interface Rating { building: Place; replied_at: string | null }

async function asked<T>(page: Page, path: string): Promise<T> {
  return await (await page.request.get(`${address}/api/housing/${path}`)).json() as T;
}

/** A photo, made of the page itself. */
const photo = async (page: Page) => ({ name: 'photo.png', mimeType: 'image/png', buffer: await page.screenshot() });

const lang = 'zh';
const say = (key: Key) => catalogues[lang][key];
const press = (page: Page, key: Key) => page.getByRole('button', { name: say(key), exact: true }).click();

test('every count of the overview leads to what it counts', async () => {
  const page = await consoleOf('officer', lang);
  await open(page, '/housing');
  await page.locator('.ll-counts').first().waitFor();
  await look(page, 'story-overview');
  const links = await page.locator('.ll-counts a').evaluateAll((all) => all.map((link) => ({ to: link.getAttribute('href') ?? '', line: link.closest('li')?.textContent ?? '' })));
  expect(links.length).toBeGreaterThan(4);
  for (const { to, line } of links) {
    await open(page, to);
    const rows = await page.locator('main#content .ant-table-row').count();
    // A building counts by its highest tier: the dwellings of a lower one may all be in buildings of a higher.
    if (!to.includes('tier=')) expect(rows, `${to} (${line})`).toBeGreaterThan(0);
  }
});

test('keeps the filters of its lists in the address and gives the list as a file', async () => {
  const page = await consoleOf('officer', lang);
  await open(page, '/housing?tab=buildings');
  await page.locator('th.ant-table-column-has-sorters').nth(1).click();
  await page.waitForURL(/sort=stars/);
  await page.getByText(say('housing.withOpen'), { exact: true }).click();
  await page.waitForURL(/which=open/);
  await settled(page);
  await page.getByRole('button', { name: say('list.export') }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: say('list.exportCsv') }).getByRole('link').click()]);
  expect(await file.failure()).toBeNull();
  await page.getByRole('textbox', { name: say('list.search') }).fill('no such place');
  await page.keyboard.press('Enter');
  await page.getByText(say('state.emptyFiltered')).waitFor();
  await page.getByRole('button', { name: say('state.clear') }).click();
  await page.locator('main#content .ant-table-row').first().waitFor();
  expect(page.url()).not.toContain('which=');
});

test('a hazard is found on the spot, ordered, said to be fixed, and closed by somebody else', async () => {
  const page = await consoleOf('inspector', lang);
  const { types } = await asked<{ types: { id: string; title: Record<Lang, string> }[] }>(page, 'catalogue');
  const { rows } = await asked<{ rows: Building[] }>(page, 'buildings?size=200');
  const building = rows.find((row) => row.open === 0 && row.point);
  const title = types.find(({ id }) => id === 'evacuation.stairs_blocked')?.title[lang] ?? '';
  if (!building?.point) throw new Error('no building without an open hazard');
  const { lon: longitude, lat: latitude } = building.point;
  const here = { latitude, longitude };

  await page.context().grantPermissions(['geolocation'], { origin: address });
  await page.context().setGeolocation(here);
  await open(page, `/housing/buildings/${building.id}`);
  await press(page, 'housing.find');
  await page.getByLabel(say('housing.kind')).fill(title);
  await page.keyboard.press('Enter');
  const form = page.locator('.ant-drawer form');
  await form.locator('input[type=file]').setInputFiles(await photo(page));
  await form.getByRole('checkbox').check();
  await look(page, 'story-find');
  await form.locator('button[type=submit]').click();
  await page.waitForURL(/\/housing\/hazards\//);
  await settled(page);
  const path = new URL(page.url()).pathname;
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await look(page, 'story-found');

  await press(page, 'hazard_do.order');
  await press(page, 'cases.do');
  await page.getByText(say('cases.needWhy')).waitFor();
  await page.locator('.ll-deed-form textarea').fill('今日清理');
  await press(page, 'cases.do');
  // The next deed is offered once this one is told.
  await page.locator('.ll-step-order').waitFor();
  await page.locator('.ll-deed-form').waitFor({ state: 'hidden' });
  await press(page, 'hazard_do.say_fixed');
  await page.getByText(say('housing.fixerMe')).click();
  await press(page, 'cases.do');
  await page.locator('.ll-step-say_fixed').waitFor();
  // Whoever says that it is fixed is not asked to verify it.
  await page.getByRole('button', { name: say('hazard_do.show') }).waitFor();
  expect(await page.getByRole('button', { name: say('hazard_do.verify') }).count()).toBe(0);
  expect(await page.getByRole('button', { name: say('hazard_do.send_back') }).count()).toBe(0);

  const other = await consoleOf('officer', lang);
  await other.context().grantPermissions(['geolocation'], { origin: address });
  await other.context().setGeolocation(here);
  await open(other, path);
  await press(other, 'hazard_do.send_back');
  await other.locator('.ll-deed-form textarea').fill('大门处仍堵塞');
  await press(other, 'cases.do');
  await other.locator('.ll-step-send_back').waitFor();
  await press(other, 'hazard_do.say_fixed');
  await press(other, 'cases.do');
  await other.locator('.ll-step-say_fixed').nth(1).waitFor();
  expect(await other.getByRole('button', { name: say('hazard_do.verify') }).count()).toBe(0);
});

test('a hazard that somebody else said to be fixed is verified with what shows it', async () => {
  const page = await consoleOf('inspector', lang);
  const waiting = await asked<{ rows: { id: string; place: { building: Place } }[] }>(page, 'hazards?state=said_fixed&size=200');
  let id: string | undefined;
  for (const row of waiting.rows) {
    const { offers, clear } = await asked<{ offers: string[]; clear: { name: string }[] }>(page, `hazards/${row.id}`);
    if (offers.includes('verify') && clear.some(({ name }) => name === 'photo')) id = row.id;
    if (id) break;
  }
  const at = waiting.rows.find((row) => row.id === id)?.place.building.id;
  const { point } = await asked<Building>(page, `buildings/${at}`);
  if (!id || !point) throw new Error('no hazard waits to be verified');
  await page.context().grantPermissions(['geolocation'], { origin: address });
  await page.context().setGeolocation({ latitude: point.lat, longitude: point.lon });
  await open(page, `/housing/hazards/${id}`);
  await press(page, 'hazard_do.verify');
  const form = page.locator('.ll-deed-form');
  await form.locator('fieldset').waitFor();
  for (const input of await form.locator('input[type=file]').all()) await input.setInputFiles(await photo(page));
  for (const box of await form.getByRole('checkbox').all()) await box.check();
  await look(page, 'story-verify');
  await press(page, 'cases.do');
  await page.locator('.ll-step-verify').waitFor();
  await page.getByRole('button', { name: say('hazard_do.reopen') }).waitFor();
  await page.locator('section').filter({ has: page.getByRole('heading', { name: say('housing.photos') }) }).getByRole('button').click();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.ll-photos img')].every((image) => image.naturalWidth > 0));
  await look(page, 'story-verified');
});

test('a draft is replied to, decided, published and appealed against; whoever had a part in it does not decide the appeal', async () => {
  const page = await consoleOf('officer', lang);
  const { rows } = await asked<{ rows: Rating[] }>(page, 'ratings?state=draft&size=200');
  const draft = rows.find(({ replied_at }) => replied_at === null);
  if (!draft) throw new Error('no draft waits for a reply');
  await open(page, `/housing/buildings/${draft.building.id}?tab=ratings`);
  expect(await page.getByRole('button', { name: say('rating_do.decide'), exact: true }).count()).toBe(0);
  await press(page, 'rating_do.reply');
  await page.locator('.ll-deed-form textarea').fill('线路上月已更换');
  await press(page, 'cases.do');
  await press(page, 'rating_do.decide');
  await press(page, 'rating_do.publish');
  await page.getByRole('button', { name: say('rating_do.appeal'), exact: true }).waitFor();
  await look(page, 'story-published');
  await press(page, 'rating_do.appeal');
  await page.locator('.ll-deed-form textarea').fill('楼道已清理，请复查');
  await press(page, 'cases.do');
  await page.getByText(say('rating_deed.appeal'), { exact: true }).first().waitFor();
  expect(await page.getByRole('button', { name: say('rating_do.decide_appeal'), exact: true }).count()).toBe(0);
});

test('the room chart says each tier in words too, and is moved through by keyboard', async () => {
  const page = await consoleOf('inspector', lang, 'phone');
  const { rows } = await asked<{ rows: Building[] }>(page, 'buildings?tier=key&size=1');
  const building = rows[0] ?? (await asked<{ rows: Building[] }>(page, 'buildings?sort=-open&size=1')).rows[0];
  await open(page, `/housing/buildings/${building?.id}?tab=rooms`);
  const rooms = page.locator('button.ll-room');
  await rooms.first().waitFor();
  const { tiers } = await asked<{ tiers: { label: Record<Lang, string> }[] }>(page, 'catalogue');
  const names = tiers.map(({ label }) => label[lang]);
  for (const label of await rooms.evaluateAll((all) => all.map((room) => room.getAttribute('aria-label') ?? ''))) {
    expect(names.some((name) => label.includes(name)), label).toBe(true);
  }
  await page.locator('button.ll-room[tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/unit=/);
  await look(page, 'story-rooms');
  await press(page, 'housing.openUnit');
  await page.waitForURL(/\/housing\/units\//);
  await settled(page);
  await look(page, 'story-unit');
});

test('codes of a building are made, printed as labels and replaced, and lead whoever scans one on', async () => {
  const page = await consoleOf('inspector', lang);
  const { rows } = await asked<{ rows: Building[] }>(page, 'buildings?size=200');
  const path = `buildings/${rows[0]?.id ?? ''}/codes`;
  await open(page, `/housing/${path}`);
  const labels = page.locator('.ll-label');
  if (await labels.count() === 0) await page.locator('.ll-actions .ant-btn-primary').click();
  await labels.first().waitFor();
  await look(page, 'story-labels');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.ll-page-head').isVisible()).toBe(false);
  expect(await labels.first().isVisible()).toBe(true);
  await page.emulateMedia({ media: null });
  const short = await labels.first().locator('figcaption').innerText();
  await page.locator('.ant-table-row').first().getByRole('button', { name: say('doors.replace'), exact: true }).click();
  await page.locator('.ant-modal textarea').fill('标签破损');
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.waitForFunction((before) => document.querySelector('.ll-label figcaption')?.textContent !== before, short);

  const { rows: codes } = await asked<{ rows: { target: string }[] }>(page, path);
  const door = await openConsole(lang, 'phone');
  await door.goto(`${address}${codes[0]?.target ?? ''}`);
  await door.getByRole('button', { name: say('door.declare'), exact: true }).waitFor();
  await look(door, 'story-door');
  await door.getByRole('button', { name: say('door.report'), exact: true }).click();
  await door.getByRole('heading', { level: 1, name: say('portal.what') }).waitFor();
});

test('an order is issued on paper, and whoever scans it sees whether it stands', async () => {
  const page = await consoleOf('officer', lang);
  const told = say('notices.issue').replace('{kind}', say('notice_kind.order'));
  let id: string | undefined;
  for (const state of ['ordered', 'said_fixed']) {
    const { rows } = await asked<{ rows: { id: string }[] }>(page, `hazards?state=${state}&size=200`);
    for (const row of rows) {
      if (id) break;
      const { steps } = await asked<{ steps: { deed: string }[] }>(page, `hazards/${row.id}`);
      const { total } = await asked<{ total: number }>(page, `notices?hazard=${row.id}`);
      const deeds = steps.map(({ deed }) => deed);
      if (total === 0 && deeds.lastIndexOf('order') > deeds.lastIndexOf('reopen')) id = row.id;
    }
  }
  if (!id) throw new Error('no hazard is ordered without a notice');
  await open(page, `/housing/hazards/${id}`);
  await page.getByRole('button', { name: told, exact: true }).click();
  await page.locator('.ant-modal .ant-btn-primary').click();
  await page.waitForURL(/\/housing\/notices\//);
  await settled(page);
  await page.locator('.ll-paper').waitFor();
  await look(page, 'story-notice');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.ll-page-head').isVisible()).toBe(false);
  expect(await page.locator('.ll-paper').isVisible()).toBe(true);
  const { paper } = await asked<{ paper: { target: string } }>(page, `notices/${new URL(page.url()).pathname.split('/').pop() ?? ''}`);
  const holder = await openConsole(lang, 'phone');
  await holder.goto(`${address}${paper.target}`);
  await holder.locator('.lp-state').waitFor();
  await look(holder, 'story-verified-notice');
  const forged = await openConsole(lang, 'phone');
  await forged.goto(`${address}${paper.target.slice(0, -1)}${paper.target.endsWith('0') ? '2' : '0'}`);
  await forged.getByRole('heading', { level: 1, name: say('notice.bad') }).waitFor();
});

test('what is due says why, and a day is planned of it', async () => {
  const page = await consoleOf('officer', lang);
  // Nobody is out yet.
  const on = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await open(page, `/housing?tab=plan&view=due&on=${on}`);
  await page.locator('main#content .ant-table-row').first().waitFor();
  await look(page, 'story-plan-due');
  // What the page itself asks for: the console looks at the street, the officer's own area is the district.
  const shown = async () => {
    const answer = page.waitForResponse((one) => /housing\/plans\?.*area=/.test(one.url()));
    await load(page, `/housing?tab=plan&on=${on}`);
    return (await (await answer).json() as { plan: { drawn: number; visits: { state: string }[] } | null }).plan;
  };
  const make = await shown() ? 'plan.again' : 'plan.make';
  await press(page, make);
  await page.getByRole('dialog').getByRole('button', { name: say(make), exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('heading', { name: say('plan.rounds'), exact: true }).waitFor();
  await look(page, 'story-plan');
  const plan = await shown();
  if (!plan) throw new Error('the plan that was made is not there');
  expect(plan.drawn * 10).toBeGreaterThanOrEqual(plan.visits.length);
  expect(plan.visits.filter(({ state }) => state === 'planned').length).toBeGreaterThan(5);
  for (const view of ['attempts', 'risk', 'kinds', 'inspectors']) {
    await open(page, `/housing?tab=plan&view=${view}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await look(page, `story-plan-${view}`);
  }
});

test('an officer sets when an inspector has lunch, and it is kept', async () => {
  const say = (key: Key) => catalogues.en[key];
  const page = await consoleOf('officer', 'en');
  await open(page, '/housing?tab=plan&view=inspectors');
  await page.getByRole('button', { name: say('plan.change'), exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(`${say('plan.lunch')}: ${say('plan.windowFrom')}`).fill('12:00');
  await dialog.getByLabel(`${say('plan.lunch')}: ${say('plan.windowTo')}`).fill('13:00');
  await dialog.getByRole('button', { name: say('plan.save'), exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('12:00–13:00').first().waitFor();
});
