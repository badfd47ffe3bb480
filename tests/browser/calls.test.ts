import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { address, expectAccessible, type Lang, signIn, type Size, sizes } from './console';
import { serverAs, signInField } from './phone';

/** Chromium's own pictures and sounds in place of a camera and a microphone, allowed without asking. */
const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
let browser: Browser | undefined;

async function pageIn(lang: Lang, size: Size): Promise<Page> {
  browser ??= await chromium.launch({ executablePath: process.env.LINLI_CHROMIUM, headless: true, args: fake });
  const context = await browser.newContext({ viewport: sizes[size], locale: lang === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce', permissions: ['camera', 'microphone'] });
  await context.addInitScript((chosen) => { localStorage.setItem('linli.lang', chosen); }, lang);
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  return page;
}

afterEach(async () => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
  await (await serverAs('grid_worker'))('DELETE', '/api/duty');
});
afterAll(async () => { await browser?.close(); browser = undefined; });

const texts = {
  en: { me: 'Me', call: 'Call dispatch with camera', answer: 'Answer with camera', decline: 'Decline', mute: 'Mute', unmute: 'Unmute', off: 'Camera off', hangUp: 'Hang up', talking: /^In a call with / },
  zh: { me: '我的', call: '视频呼叫调度', answer: '视频接听', decline: '拒接', mute: '静音', unmute: '取消静音', off: '关闭摄像头', hangUp: '挂断', talking: /^正在与.+通话$/ },
} as const;

/** The field app of a worker on duty, and the console of whoever dispatches. */
async function bothSides(lang: Lang): Promise<[Page, Page]> {
  await (await serverAs('grid_worker'))('POST', '/api/duty', {});
  const field = await pageIn(lang, 'phone');
  await field.goto(`${address}/field/`);
  await signInField(field);
  await field.getByRole('link', { name: texts[lang].me, exact: true }).click();
  const desk = await pageIn(lang, 'desk');
  await signIn(desk, 'officer');
  return [field, desk];
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const plays = (page: Page, selector: string) => page.waitForFunction((which) => (document.querySelector<HTMLVideoElement>(which)?.videoWidth ?? 0) > 0, selector);

test.each<Lang>(['en', 'zh'])('a call rings, connects by both sides’ yes and is hung up (%s)', async (lang) => {
  const say = texts[lang];
  const [field, desk] = await bothSides(lang);
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
  const say = texts.en;
  const [field, desk] = await bothSides('en');
  await press(field, say.call);
  await desk.getByRole('button', { name: say.decline, exact: true }).waitFor();
  await press(field, say.hangUp);
  await expect.poll(() => desk.getByRole('button', { name: say.decline, exact: true }).count()).toBe(0);
}, 120_000);
