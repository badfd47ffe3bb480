import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { address, consoleOf, look, open, openConsole, settled } from './console';

interface Building { id: string; point: { lon: number; lat: number } | null }

async function asked<T>(page: Page, path: string): Promise<T> {
  return await (await page.request.get(`${address}/api/housing/${path}`)).json() as T;
}

/** Does what another screen would do; fails where the server refuses. */
async function does<T>(page: Page, path: string, data: object): Promise<T> {
  const answer = await page.request.post(`${address}/api/housing/${path}`, { headers: { 'x-linli': '1' }, data: { id: crypto.randomUUID(), ...data } });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return await answer.json() as T;
}

const say = (key: Key) => catalogues.zh[key];

test('whoever lets reads a notice on a phone and objects, and an officer who had no part in it decides', async () => {
  const inspector = await consoleOf('inspector', 'zh');
  const officer = await consoleOf('officer', 'zh');
  const owner = await consoleOf('resident', 'zh', 'phone');
  const { rows } = await asked<{ rows: Building[] }>(inspector, 'buildings?size=200');
  const building = rows.filter(({ point }) => point)[2];
  if (!building?.point) throw new Error('no building that stands somewhere');
  const { rooms } = await asked<{ rooms: { id: string; code: string; suspended: boolean }[] }>(inspector, `buildings/${building.id}`);
  const room = rooms.find(({ suspended }) => !suspended);
  if (!room) throw new Error('no unit that may be let');

  await owner.goto(`${address}/portal/#places`);
  await owner.getByRole('heading', { level: 1, name: say('own.title') }).waitFor();
  const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const said = { unit: room.code, by: 'landlord', tie: 'lets', used_as: 'dwelling', from, until: null, own: true, who: { name: '房东', document: 'other', number: null, phone: null } };
  const declared = await does<{ id: string; version: number; state: { name: string } }>(owner, 'declarations', said);
  const ready = declared.state.name === 'asked'
    ? await does<{ version: number }>(owner, `declarations/${declared.id}/actions`, { seen: declared.version, deed: { deed: 'answer', answer: 'as_declared' } })
    : declared;
  const { lon, lat } = building.point;
  await does(officer, `declarations/${declared.id}/visits`, { seen: ready.version, found: 'so', heard: true, words: '', lon, lat });
  await does(inspector, `units/${room.code}/suspension`, { suspended: true, words: '逾期未整改' });
  const { number, place } = await does<{ number: string; place: { unit: { label: { zh: string } } } }>(inspector, 'notices', { kind: 'suspension', unit: room.code });

  await owner.reload();
  await owner.getByRole('heading', { level: 2, name: say('own.next') }).waitFor();
  await look(owner, 'places');
  const press = (key: Key) => owner.getByRole('button', { name: say(key), exact: true }).first().click();
  // Hazards of the building may be more urgent, and other stories leave notices.
  await owner.locator('.lp-dwellings li').filter({ hasText: '阅读并确认收到通知' }).filter({ hasText: place.unit.label.zh }).first().getByRole('button').click();
  await press('own.acknowledge');
  await owner.getByRole('button', { name: say('own.acknowledge'), exact: true }).waitFor({ state: 'hidden' });
  await press('own.object');
  await owner.getByLabel(say('own.reasons'), { exact: true }).fill('上周已经整改');
  await look(owner, 'places-object');
  await press('own.object');
  await owner.getByRole('region', { name: say('own.objection') }).waitFor();
  await look(owner, 'places-notice');

  await open(officer, '/housing?tab=objections&state=open');
  await look(officer, 'objections');
  await officer.locator('main#content .ant-table-row').filter({ hasText: number }).getByRole('link').first().click();
  await officer.waitForURL(/\/housing\/objections\//);
  await settled(officer);
  await officer.getByText(say('objection_outcome.upheld'), { exact: true }).click();
  await officer.locator('.ll-deed-form textarea').fill('现场确已整改');
  await look(officer, 'objection');
  await officer.getByRole('button', { name: say('objections.decide'), exact: true }).click();
  await officer.getByRole('heading', { level: 2, name: say('objections.answer'), exact: true }).waitFor();

  // The wrong suspension went with its notice.
  const now = await asked<{ rooms: { code: string; suspended: boolean }[] }>(inspector, `buildings/${building.id}`);
  expect(now.rooms.find(({ code }) => code === room.code)?.suspended).toBe(false);
  await owner.reload();
  await owner.getByText(new RegExp(say('objection_state.upheld'))).first().waitFor();
});

test('whoever is not signed in is asked to sign in before anything is shown', async () => {
  const page = await openConsole('zh', 'phone');
  await page.goto(`${address}/portal/#places`);
  await page.getByText(catalogues.zh['own.signIn']).waitFor();
  await look(page, 'places-sign-in');
});
