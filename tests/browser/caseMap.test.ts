import { expect, test } from 'vitest';
import { consoleOf, expectAccessible, open } from './console';

test('open cases stand beside their map, and by keyboard lead to the case; a broadcast asks whom it is for', async () => {
  const desk = await consoleOf('officer');
  await open(desk, '/cases?tab=map');
  const list = desk.getByRole('region', { name: 'Open cases in the window', exact: true });
  const first = list.getByRole('button').first();
  await first.waitFor();
  await expectAccessible(desk);
  await first.press('Enter');
  const way = list.getByRole('link', { name: 'Open the case and who is near', exact: true });
  await way.press('Enter');
  await expect.poll(() => new URL(desk.url()).pathname).toMatch(/^\/cases\/\d{6}-/);

  await open(desk, '/cases?tab=duty');
  await desk.getByRole('button', { name: 'New broadcast', exact: true }).click();
  const form = desk.getByRole('dialog', { name: 'New broadcast', exact: true });
  await form.getByRole('button', { name: 'Send to those on duty', exact: true }).click();
  await form.getByText('Choose a street, a community or a grid', { exact: true }).last().waitFor();
  await expectAccessible(desk);
});
