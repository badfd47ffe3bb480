import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { address, expectAccessible, signIn, type Size, sizes } from './console';
import { serverAs, signInField } from './phone';

/** Chromium's own pictures and sounds in place of a camera and a microphone, allowed without asking. */
const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
let browser: Browser | undefined;

async function pageIn(size: Size): Promise<Page> {
  browser ??= await chromium.launch({ executablePath: process.env.LINLI_CHROMIUM, headless: true, args: fake });
  const context = await browser.newContext({ viewport: sizes[size], locale: 'en-GB', reducedMotion: 'reduce', permissions: ['camera', 'microphone'] });
  await context.addInitScript(() => { localStorage.setItem('linli.lang', 'en'); });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  return page;
}

afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
  await (await serverAs('grid_worker'))('DELETE', '/api/duty');
});
afterAll(async () => { await browser?.close(); browser = undefined; });

const say = {
  me: 'Me', call: 'Call dispatch with camera', answer: 'Answer with camera', decline: 'Decline', mute: 'Mute', unmute: 'Unmute', off: 'Camera off', hangUp: 'Hang up', talking: /^In a call with /,
};

/** The field app of a worker on duty, and the console of whoever dispatches. */
async function bothSides(): Promise<[Page, Page]> {
  await (await serverAs('grid_worker'))('POST', '/api/duty', {});
  const field = await pageIn('phone');
  await field.goto(`${address}/field/`);
  await signInField(field);
  await field.getByRole('link', { name: say.me, exact: true }).click();
  const desk = await pageIn('desk');
  await signIn(desk, 'officer');
  return [field, desk];
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const plays = (page: Page, selector: string) => page.waitForFunction((which) => (document.querySelector<HTMLVideoElement>(which)?.videoWidth ?? 0) > 0, selector);

test('a call rings, connects by both sides’ yes and is hung up', async () => {
  const [field, desk] = await bothSides();
  await press(field, say.call);
  await desk.getByRole('button', { name: say.answer, exact: true }).waitFor();
  await expectAccessible(desk);
  await press(desk, say.answer);
  for (const page of [field, desk]) await page.getByText(say.talking).waitFor();
  await plays(field, '.lf-call-other');
  await plays(desk, '.ll-call-other');
  await expectAccessible(field);
  await press(field, say.mute);
  await field.getByRole('button', { name: say.unmute, exact: true }).waitFor();
  await press(field, say.off);
  await press(desk, say.hangUp);
  for (const page of [field, desk]) await expect.poll(() => page.getByRole('button', { name: say.hangUp, exact: true }).count()).toBe(0);
}, 180_000);

test('a call that is taken back rings no more', async () => {
  const [field, desk] = await bothSides();
  await press(field, say.call);
  await desk.getByRole('button', { name: say.decline, exact: true }).waitFor();
  await press(field, say.hangUp);
  await expect.poll(() => desk.getByRole('button', { name: say.decline, exact: true }).count()).toBe(0);
}, 120_000);
