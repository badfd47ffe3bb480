import { expect, test } from 'vitest';
import { consoleOf, firstLink, open } from './console';

test('leads from the district through street, community, grid, building and floor to the room', async () => {
  const page = await consoleOf('officer');
  await open(page, '/blocks');
  const figures = page.locator('.ll-figures-wide .ll-figure');
  await figures.first().waitFor();
  // The way down begins at the district: the second step, after the city.
  let path = await page.getByRole('navigation', { name: 'Where this lies' }).getByRole('link').nth(1).getAttribute('href') ?? '';
  for (const level of ['District', 'Street', 'Community', 'Grid']) {
    await open(page, path);
    await page.locator('.ll-page-head p').filter({ hasText: level }).waitFor();
    if (level !== 'Grid') path = await firstLink(page, path, '/blocks?area=', '.ll-panel');
  }
  expect(await figures.filter({ hasText: 'People' }).count()).toBe(0);
  const building = await firstLink(page, path, '/blocks/buildings/');
  await open(page, building);
  await page.getByRole('heading', { name: 'People' }).waitFor();
  const floor = await firstLink(page, building, `${building}?floor=`);
  await open(page, floor);
  await page.locator('main#content a[href^="/blocks/units/"]').first().waitFor();
  expect(await page.getByRole('heading', { name: 'People' }).count()).toBe(0);
  await open(page, await firstLink(page, floor, '/blocks/units/'));
  const steps = page.getByRole('navigation', { name: 'Where this lies' }).getByRole('link');
  expect(await steps.count()).toBeGreaterThan(5);
});

test('shows a grid worker the block of their own grid and nothing above it', async () => {
  const page = await consoleOf('grid_worker');
  await open(page, '/blocks');
  await page.locator('.ll-page-head p').filter({ hasText: 'Grid' }).waitFor();
  await page.locator('main#content a[href^="/blocks/buildings/"]').first().waitFor();
});

test('tells what merged and split, or that nothing did', async () => {
  const page = await consoleOf('officer');
  await open(page, '/review?tab=lineage');
  await page.locator('.ll-state, .ant-table-row').first().waitFor();
});
