import { expect, test } from 'vitest';
import { catalogues, type Key } from '../../web/packages/kit/src/texts/catalogues';
import { address, consoleOf, expectAccessible, look, open, openConsole } from './console';

interface Building { id: string; point: { lon: number; lat: number } | null }

const say = (key: Key) => catalogues.en[key];

test('a tenant declares on a phone, and an officer verifies on the door', async () => {
  const desk = await consoleOf('officer');
  const { rows } = await (await desk.request.get(`${address}/api/housing/buildings?size=200`)).json() as { rows: Building[] };
  const building = rows.find(({ point }) => point);
  if (!building?.point) throw new Error('no building that stands somewhere');
  const { rooms } = await (await desk.request.get(`${address}/api/housing/buildings/${building.id}`)).json() as { rooms: { code: string }[] };
  const unit = rooms[0]?.code ?? '';

  const page = await consoleOf('resident', 'en', 'phone');
  await page.goto(`${address}/portal/#declare`);
  const press = (key: Key) => page.getByRole('button', { name: say(key), exact: true }).click();
  await press('declare.new');
  await page.getByLabel(say('declare.unit'), { exact: true }).fill(unit);
  await page.getByLabel(say('declare.name'), { exact: true }).fill('A tenant');
  await look(page, 'declare-new');
  await press('declare.send');
  const card = page.locator('.lp-card').first();
  await card.waitFor();
  // Where other records differ, the declarant is asked before anybody goes to the door.
  const answer = card.getByRole('button', { name: say('declare.do.answer'), exact: true });
  if (await answer.count()) {
    await answer.click();
    await card.getByText(say('declared_answer.moved_here'), { exact: true }).click();
    await answer.click();
  }
  await page.locator('.lp-card').first().getByText(/To be verified on the door/).waitFor();
  await look(page, 'declare-mine');

  await desk.context().grantPermissions(['geolocation'], { origin: address });
  await desk.context().setGeolocation({ latitude: building.point.lat, longitude: building.point.lon });
  await open(desk, '/housing?tab=declarations');
  await desk.locator('main#content .ant-table-row a').first().click();
  await desk.getByRole('button', { name: say('declarations.seeWho') }).click();
  await desk.getByText(say('declaration_found.so'), { exact: true }).click();
  await look(desk, 'declare-door');
  await desk.getByRole('button', { name: say('cases.do'), exact: true }).click();
  await desk.getByText(/^Verified$/).first().waitFor();
  await expectAccessible(desk);

  await page.reload();
  await page.locator('.lp-card').first().getByText(/^Verified$/).waitFor();
  expect(await page.getByRole('button', { name: say('declare.do.leave'), exact: true }).count()).toBeGreaterThan(0);
});

test('whoever declares signs in by what their browser keeps, on a phone', async () => {
  const page = await openConsole('zh', 'phone');
  await page.goto(`${address}/portal/#declare`);
  const field = (key: Key) => page.getByLabel(catalogues.zh[key], { exact: true });
  expect(await field('portal.login').getAttribute('autocomplete')).toBe('username');
  expect(await field('portal.password').getAttribute('autocomplete')).toBe('current-password');
  await expectAccessible(page);
});
