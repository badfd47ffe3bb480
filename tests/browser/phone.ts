import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { address, type Lang, type Role, signInOf, sizes, tellOf } from './console';

let failed = (): boolean => false;

/** Whether a phone that ends tells what it showed: where its test failed. */
export function tellOfPhones(when: () => boolean): void {
  failed = when;
}

/** A phone: a browser of its own with a profile on disk, that can be killed as a system kills it, and begun again. */
export class Phone {
  private readonly profile = mkdtempSync(join(tmpdir(), 'linli-phone-'));
  private process: ChildProcess | undefined;
  private browser: Browser | undefined;

  constructor(private readonly lang: Lang = 'en', private readonly origin: string = address) {}

  /** Opens the field app; `online` says whether there is a network when it opens. */
  async open(online = true, path = '/field/'): Promise<Page> {
    const executable = process.env.LINLI_CHROMIUM ?? '';
    const port = join(this.profile, 'DevToolsActivePort');
    rmSync(port, { force: true });
    this.process = spawn(executable, [
      '--headless=new', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${this.profile}`, '--no-first-run', '--hide-scrollbars', '--password-store=basic',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-prefers-reduced-motion',
      // The map is drawn without a graphics card too.
      '--enable-unsafe-swiftshader', 'about:blank',
    ], { stdio: 'ignore', detached: true });
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${await told(port)}`);
    const context = this.browser.contexts()[0];
    if (!context) throw new Error('the browser has no window');
    await context.grantPermissions(['geolocation'], { origin: this.origin });
    await context.addInitScript((chosen) => { if (!localStorage.getItem('linli.lang')) localStorage.setItem('linli.lang', chosen); }, this.lang);
    await context.setOffline(!online);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(45_000);
    await page.setViewportSize(sizes.phone);
    await page.goto(`${this.origin}${path}`);
    return page;
  }

  /** SIGKILL: nothing is closed, nothing is said. */
  async kill(): Promise<void> {
    const { process: running } = this;
    if (!running) return;
    const ended = new Promise((done) => running.once('exit', done));
    // With its helpers, which would go on writing into the profile for a moment: it leads a group of its own.
    if (running.pid) process.kill(-running.pid, 'SIGKILL');
    await ended;
    await this.browser?.close().catch(() => undefined);
    this.process = undefined;
  }

  async end(): Promise<void> {
    if (failed()) await tellOf((this.browser?.contexts() ?? []).flatMap((context) => context.pages()));
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** The port that the browser says it listens on. */
async function told(file: string): Promise<string> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    try {
      const [port] = readFileSync(file, 'utf8').split('\n');
      if (port) return port;
    } catch {
      // It is not written yet.
    }
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error('the browser did not start');
}

/** Signs in where the app asks for it; a killed browser may have lost its session, and never its outbox. */
export async function signInField(page: Page, role: Role = 'grid_worker'): Promise<void> {
  const { account, password } = signInOf(role);
  const [login, secret] = [page.locator('input[autocomplete=username]'), page.locator('input[autocomplete=current-password]')];
  await login.fill(account);
  await secret.fill(password);
  await page.locator('button[type=submit]').click();
}

const head = { 'x-linli': '1', 'content-type': 'application/json', 'accept-language': 'en' };

/** A session of a role of the demo, as the cookie that carries it. */
export async function cookieOf(role: Role): Promise<string> {
  const { account, password } = signInOf(role);
  const signedIn = await fetch(`${address}/api/session`, { method: 'POST', headers: head, body: JSON.stringify({ account, password }) });
  return (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** The sessions that a file began over HTTP. */
const begun = new Map<Role, string>();

/** What a file began goes with it. */
export function forgetSessions(): void {
  begun.clear();
}

/** The server's own word, over HTTP, as a role of the demo; the session is begun once a file. */
export async function serverAs(role: Role): Promise<<T>(method: string, path: string, body?: unknown) => Promise<T>> {
  const cookie = begun.get(role) ?? await cookieOf(role);
  begun.set(role, cookie);
  return async <T>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${address}${path}`, { method, headers: { ...head, cookie }, body: body === undefined ? undefined : JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

/** A photo as a phone takes it, with a place and a camera in its metadata; another for each number. */
export async function snapshot(page: Page, turn = 0): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const drawn = await page.evaluate((shift) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [2400, 1800];
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no pen');
    for (let n = 0; n < 400; n += 1) {
      pen.fillStyle = `hsl(${String((n * 37 + shift * 41) % 360)} 60% ${String(20 + (n % 60))}%)`;
      pen.fillRect((n * 613) % 2400, (n * 397) % 1800, 260, 190);
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  }, turn);
  const jpeg = Buffer.from(drawn, 'base64');
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0GPS 22.54N 114.05E made by a camera', 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]) };
}
