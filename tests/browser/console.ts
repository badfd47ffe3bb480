import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { expect } from 'vitest';

/** The sizes every screen is looked at in. */
export const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
export type Size = keyof typeof sizes;
export type Lang = 'zh' | 'en';
/** Every size in every language. */
export const views: [Size, Lang][] = [['desk', 'zh'], ['desk', 'en'], ['phone', 'zh'], ['phone', 'en']];
export type Role = 'officer' | 'street_officer' | 'community_officer' | 'grid_worker' | 'inspector' | 'auditor' | 'resident' | 'system';

interface SignIn { role: string; account: string; password: string }

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}: see tests/browser/README.md`);
  return value;
}

/** Where the console is served. */
export const address = needed('LINLI_URL').replace(/\/$/, '');

/** The demo's sign-in of a role. */
export function signInOf(role: Role): SignIn {
  const told: unknown = JSON.parse(readFileSync(needed('LINLI_ACCOUNTS'), 'utf8'));
  const list = (Array.isArray(told) ? told : (told as { accounts: unknown }).accounts) as SignIn[];
  const found = list.find((each) => each.role === role || each.role === `district_${role}`);
  if (!found) throw new Error(`no sign-in of the role ${role}`);
  return found;
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

let browser: Browser | undefined;
/** The sessions that a file began. */
const kept = new Map<Role, State>();

/** The browser, begun once for all files; the driver ends it with the process. One that is gone is begun anew. */
async function chromiumItself(): Promise<Browser> {
  if (!browser?.isConnected()) browser = await chromium.launch({ executablePath: needed('LINLI_CHROMIUM'), headless: true });
  return browser;
}

/** Every page that is open in the browser that the tests share. */
export const openPages = (): Page[] => (browser?.contexts() ?? []).flatMap((context) => context.pages());

/** What a page showed when its test failed, for whoever reads the log where no picture is kept. */
export async function tellOf(pages: Page[]): Promise<void> {
  for (const page of pages) {
    const shown = await page.locator('body').innerText({ timeout: 2_000 }).catch(String);
    console.error(`${page.url()} showed: ${shown.replace(/\s+/g, ' ').slice(0, 1_200)}`);
  }
}

/** What a test opened goes with it: pages left open would go on asking the server beside every later one. */
export async function closePages(): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}

/** What a file opened goes with it: its pages, with all that they kept, and its sessions. */
export async function endFile(): Promise<void> {
  kept.clear();
  await closePages();
}

/** A fresh page, of nobody or of whoever `state` is the session of. */
export async function openConsole(lang: Lang = 'en', size: Size = 'desk', state?: State): Promise<Page> {
  const context = await (await chromiumItself()).newContext({
    viewport: sizes[size],
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    storageState: state,
  });
  await context.addInitScript((chosen) => { if (!localStorage.getItem('linli.lang')) localStorage.setItem('linli.lang', chosen); }, lang);
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  countAsked(page);
  return page;
}

/** Fills in the sign-in and waits for the console. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const { account, password } = signInOf(role);
  await page.goto(`${address}/`);
  await page.fill('#account', account);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('main#content');
}

/** A session of `role`, as the sign-in of the console would begin it, but without loading the console for it. */
async function sessionOf(role: Role, lang: Lang): Promise<State> {
  const { account, password } = signInOf(role);
  const context = await (await chromiumItself()).newContext();
  const answer = await context.request.post(`${address}/api/session`, { headers: { 'x-linli': '1' }, data: { account, password, lang } });
  expect(answer.status(), `the sign-in of ${role}`).toBe(200);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A page signed in as `role`; the session is begun once a file. */
export async function consoleOf(role: Role, lang: Lang = 'en', size: Size = 'desk'): Promise<Page> {
  const state = kept.get(role) ?? await sessionOf(role, lang);
  kept.set(role, state);
  return openConsole(lang, size, state);
}

/** What each page asked the server and has no answer to. */
const asked = new WeakMap<Page, Set<Request>>();
const isAsked = (request: Request) => ['fetch', 'script'].includes(request.resourceType());

function countAsked(page: Page): void {
  const waiting = new Set<Request>();
  asked.set(page, waiting);
  page.on('request', (request) => { if (isAsked(request)) waiting.add(request); });
  page.on('requestfinished', (request) => { waiting.delete(request); });
  page.on('requestfailed', (request) => { waiting.delete(request); });
}

/** Waits until two frames in a row were drawn with nothing left to ask. */
async function quiet(page: Page): Promise<void> {
  const drawn = () => page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(() => { resolve(); }); }); }));
  await drawn();
  let calm = 0;
  while (calm < 2) {
    calm = asked.get(page)?.size ? 0 : calm + 1;
    await drawn();
  }
}

/** Loads the console at a page and waits until nothing is loading. */
export async function load(page: Page, path: string): Promise<void> {
  await page.goto(`${address}${path}`);
  await settled(page);
}

/**
 * Opens a page of the console and waits until nothing is loading. Where the console stands already it goes there as its
 * links do, so that the console is not loaded for every page; where that goes nowhere, it is loaded again.
 */
export async function open(page: Page, path: string): Promise<void> {
  if (await page.locator('.ll-shell').count() === 0 || page.url() === `${address}${path}`) {
    await load(page, path);
    return;
  }
  await page.evaluate((to) => { history.pushState(null, '', to); }, path);
  await quiet(page);
  await settled(page);
}

/** Waits until the page shows its content: nothing loads, and a map is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main#content h1, main#content .ll-state', { state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('[role=status][aria-label], .ant-skeleton'));
  if (await page.locator('.ll-slot').count()) await page.waitForSelector('.ll-map[data-ready=true]');
}

/** Waits until nothing fades: what is half faded has not the contrast that it comes to. */
async function still(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const fades = (one: Animation) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity;
    return !document.querySelector('.ant-spin-spinning') && !document.getAnimations().some(fades);
  });
}

/** What axe finds serious on a page. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await still(page);
  // Once for each load of the page.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 4).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  });
}

/** Fails on anything that axe finds serious. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFaults(page)).toEqual([]);
}

/** Fails when the page scrolls sideways. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const main = document.querySelector('main#content');
    const over = Math.max(document.documentElement.scrollWidth - innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
    if (over <= 0) return [];
    const beyond = [...document.querySelectorAll('main#content *')].filter((element) => element.getBoundingClientRect().right > innerWidth);
    return [`${String(over)} px`, ...beyond.slice(0, 8).map(({ tagName, className }) => `${tagName} ${String(className)}`)];
  });
  expect(wide).toEqual([]);
}

/** The path of the first entry of a list, such as the first building of the register. */
export async function firstLink(page: Page, path: string, head: string, within = ''): Promise<string> {
  if (page.url() !== `${address}${path}`) await open(page, path);
  const link = page.locator(`main#content ${within} a[href^="${head}"]`).first();
  return await link.getAttribute('href') ?? '';
}

const shots = process.env.LINLI_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/** Keeps a picture where pictures are asked for, and fails on what axe finds and on what scrolls sideways. */
export async function look(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  await expectAccessible(page);
  await expectNoOverflow(page);
}
