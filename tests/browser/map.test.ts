import { expect, test } from 'vitest';
import { address, consoleOf, firstLink, open, settled } from './console';

test('draws the overview with what needs attention and the register of today', async () => {
  const page = await consoleOf('officer');
  await open(page, '/overview');
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  const figure = await page.locator('.ll-today li b').first().textContent();
  expect(Number(figure?.replaceAll(',', ''))).toBeGreaterThan(0);
});

test('draws the map, switches layers, and shows a building beside it', async () => {
  const page = await consoleOf('officer');
  const building = (await firstLink(page, '/register', '/register/buildings/')).split('/').pop();
  await open(page, `/map?building=${building}`);
  await page.getByRole('button', { name: 'Open the building page' }).waitFor();
  await settled(page);
  // Beside the drawer, not under it.
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await settled(page);
  const middle = { x: 480, y: 120, width: 480, height: 600 };
  const drawn = await page.screenshot({ clip: middle });
  await page.getByRole('switch', { name: 'Buildings', exact: true }).click();
  await settled(page);
  expect(drawn.equals(await page.screenshot({ clip: middle }))).toBe(false);
});

test('flies to what the search finds', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register?tab=thoroughfares');
  const name = await page.locator('main#content tbody tr.ant-table-row td').first().textContent();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name?.slice(0, 8) ?? '');
  await page.locator('.ll-hit').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(map|register\/units)/);
  await settled(page);
});

test('flies to the building of a unit that was looked for, and leads to its page', async () => {
  const page = await consoleOf('officer');
  const unit = await firstLink(page, '/register?tab=units', '/register/units/');
  const told = await page.request.get(`${address}/api/units/${unit.split('/').pop() ?? ''}`);
  const { code } = await told.json() as { code: string };
  await page.keyboard.press('Control+k');
  // At once, so that nothing is found by a part of it.
  await page.keyboard.insertText(code);
  await page.locator('.ll-hit').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/map\?unit=/);
  await settled(page);
  await page.getByRole('button', { name: /^Open the unit page/ }).click();
  await page.waitForURL(`**${unit}`);
});
