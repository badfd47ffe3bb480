import { afterAll, expect, test } from 'vitest';
import { closeBrowser, consoleOf, expectAccessible, firstLink, open, settled } from './console';

afterAll(closeBrowser);

test('draws the overview with what needs attention and the register of today', async () => {
  const page = await consoleOf('officer');
  await open(page, '/overview');
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  const figure = await page.locator('.ll-today li b').first().textContent();
  expect(Number(figure?.replaceAll(',', ''))).toBeGreaterThan(0);
  await expectAccessible(page);
});

test('draws the map, switches layers, and shows a building beside it', async () => {
  const page = await consoleOf('officer');
  const building = (await firstLink(page, '/register', '/register/buildings/')).split('/').pop();
  await open(page, `/map?building=${building}`);
  await page.getByRole('button', { name: 'Open the building page' }).waitFor();
  await page.getByRole('switch').first().click();
  await settled(page);
  await expectAccessible(page);
  const colours = await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    if (!canvas) return 0;
    const copy = document.createElement('canvas');
    const shown = await createImageBitmap(canvas);
    [copy.width, copy.height] = [shown.width, shown.height];
    const paint = copy.getContext('2d');
    paint?.drawImage(shown, 0, 0);
    const pixels = paint?.getImageData(0, 0, copy.width, copy.height).data ?? new Uint8ClampedArray();
    const seen = new Set<number>();
    for (let at = 0; at < pixels.length; at += 404) seen.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
    return seen.size;
  });
  expect(colours).toBeGreaterThan(0);
});

test('flies to what the search finds', async () => {
  const page = await consoleOf('officer');
  await open(page, '/register?tab=thoroughfares');
  const name = await page.locator('main#content tbody tr td').first().textContent();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name?.slice(0, 8) ?? '');
  await page.locator('.ll-hit').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(map|register\/units)/);
  await settled(page);
});
