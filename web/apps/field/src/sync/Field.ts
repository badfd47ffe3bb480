import { type Account, ApiError, type CaseCatalogue, type CollectionClass, type HousingCatalogue, type MicroEvent, type MicroEventKind, read, type Session, write } from '@linli/kit/client';
import { unsubscribe } from '@linli/kit/push';
import { type Duty, off, OwnDutyKeeper } from '../duty/OwnDutyKeeper';
import { MapKeeper, type MapState, nothingTaken } from '../map/MapKeeper';
import { pushWorker } from '../messages/pushWorker';
import { again, backOff, type Draft, type Entry, isUnsent, letGo } from '../outbox/entry';
import { pump } from '../outbox/pump';
import { Device, type Kept, type With } from '../store/device';
import { setOthersAside } from '../store/others';
import { alone } from './alone';
import { remember, remembered } from './remembered';
import { type KeptHousing, type KeptRound, type KeptTargets, takeRound } from './round';
import { heard, server, within } from './server';
import { type KeptCatalogue, takeAlong } from './tasks';

/** `unknown` until the server was asked; `other` where the browser is signed in as somebody else. */
export type Link = 'unknown' | 'online' | 'offline' | 'signed_out' | 'other';

/** All that the screens show. */
export interface View {
  begun: boolean; account: Account | null; link: Link; busy: boolean; entries: Entry[]; cases: Kept[];
  catalogue: CaseCatalogue | null;
  /** Micro-events taken along, and the kinds that there are. */
  micro: MicroEvent[]; microKinds: MicroEventKind[];
  /** Classes of field collection. */
  collection: CollectionClass[];
  syncedAt: number | null; kept: boolean | null;
  /** The last action could not be written: the device is full. */
  full: boolean;
  /** The account handles no cases. */
  denied: boolean;
  duty: Duty;
  /** An inspector's own round, as it was taken along last. */
  round: KeptRound | null;
  /** The map that was taken along. */
  map: MapState;
  /** What may be answered on an inspection, and the types of hazards; of an inspector alone. */
  housing: HousingCatalogue | null;
  /** Own targets of campaigns that nobody had inspected when they were taken along. */
  targets: KeptTargets | null;
  /** Somebody else is signed in in this browser: nothing of this account is shown until its holder is back. */
  away: boolean;
  /** Actions of others that wait on this device until they sign in. */
  othersWait: number;
}

/** How often what was taken along is looked at again while the app is open. */
const lookEveryMs = 60_000;
const nothing: View = { begun: false, account: null, link: 'unknown', busy: false, entries: [], cases: [], catalogue: null, micro: [], microKinds: [], collection: [], syncedAt: null, kept: null, full: false, denied: false, duty: off, round: null, housing: null, targets: null, map: nothingTaken, away: false, othersWait: 0 };

/** The app itself: what is on this device, and its talk with the server. */
export class Field {
  private view = nothing;
  private device: Device | null = null;
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> | null = null;
  private wanted: { hurry: boolean } | null = null;
  private misses = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Duty of whoever is signed in: on and off, the position, and what is offered meanwhile. */
  readonly duty = new OwnDutyKeeper((duty) => this.show({ duty }), () => void this.sync(), (tells) => this.own(tells));
  /** The map of one's own areas, taken along. */
  readonly map = new MapKeeper((map) => this.show({ map }));

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly current = (): View => this.view;

  /** Opens what is on the device, then talks to the server. */
  async begin(): Promise<void> {
    try {
      const account = await remembered();
      if (account) await this.open(account);
    } catch {
      // A browser that keeps nothing for pages: who signs in is told so.
    }
    this.show({ begun: true });
    if (!navigator.onLine) this.show({ link: 'offline' });
    addEventListener('online', () => void this.sync(true));
    addEventListener('offline', () => this.show({ link: 'offline' }));
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') void this.sync(); });
    setInterval(() => { if (document.visibilityState === 'visible' && this.view.account) void this.sync(); }, lookEveryMs);
    await this.sync();
  }

  /** Signs in; the outbox of whoever was here before stays on the device, unsent, until they are back. */
  async signIn(body: { account: string; password: string; lang: string; code?: string }): Promise<void> {
    // What is under way ends first, here and in other windows: it was begun in the name of whoever was signed in.
    await this.ended();
    const { account } = await alone(() => heard(write<Session>('POST', '/api/session', body)));
    await this.open(account);
    await this.sync(true);
  }

  /** Signs out. What is unsent stays on the device. */
  async signOut(): Promise<void> {
    // Whoever signs out goes off duty.
    if (this.view.duty.on) await this.duty.end();
    await unsubscribe(pushWorker);
    await heard(write<undefined>('DELETE', '/api/session')).catch((cause: unknown) => { if (!(cause instanceof ApiError && cause.status === 401)) throw cause; });
    this.duty.forget();
    // The round that is under way ends first: it writes to what goes away.
    await this.ended();
    await this.map.forget().catch(() => undefined);
    await this.device?.leave();
    this.device = null;
    await remember(null);
    this.view = { ...nothing, begun: true, link: 'signed_out' };
    this.tell();
  }

  /** Puts actions into the outbox: on disk when this returns. */
  async act(drafts: Draft[], more: With = {}): Promise<void> {
    try {
      await this.here.add(drafts, Date.now(), more);
    } catch (cause) {
      this.show({ full: true });
      throw cause;
    }
    this.show({ full: false });
    await this.look();
    void this.sync();
  }

  /** Sends an entry again on the case as it stands now. */
  async again(entry: Entry): Promise<void> {
    await this.here.put(again(entry, entry.trouble?.version ?? null));
    await this.look();
    void this.sync(true);
  }

  /** Lets an entry go. The reason goes onto the case, where there is one. */
  async letGo(entry: Entry, reason: string, words: string): Promise<void> {
    const { job, trouble } = entry;
    const isOurs = job.kind === 'act' && trouble?.status !== 404 && trouble?.status !== 403;
    const note: Draft[] = isOurs ? [{ id: crypto.randomUUID(), photos: [], job: { ...job, lon: undefined, lat: undefined, deed: { deed: 'note' }, words } }] : [];
    await this.here.add(note, Date.now(), { decided: letGo(entry, reason, Date.now()) });
    await this.here.sweep();
    await this.look();
    void this.sync(true);
  }

  /** Somebody goes to a building beside their round: what is open there is taken along from now on, for the last twenty. */
  async goesTo(building: string): Promise<void> {
    const before = (await this.here.fact<string[]>('also')) ?? [];
    if (before.includes(building)) return;
    await this.here.setFact('also', [building, ...before].slice(0, 20));
    void this.sync();
  }

  /** The device of whoever is signed in. */
  get here(): Device {
    if (!this.device) throw new Error('nobody is signed in on this device');
    return this.device;
  }

  /** Sends what waits, then takes along what is new. Once at a time; asked for meanwhile, once more. */
  sync(hurry = false): Promise<void> {
    if (this.running) {
      this.wanted = { hurry: hurry || (this.wanted?.hurry ?? false) };
      return this.running;
    }
    this.running = this.round(hurry).finally(() => {
      this.running = null;
      const { wanted } = this;
      this.wanted = null;
      if (wanted) void this.sync(wanted.hurry);
    });
    return this.running;
  }

  /** Waits until nothing is under way, nor was asked for meanwhile. */
  private async ended(): Promise<void> {
    while (this.running) await this.running.catch(() => undefined);
  }

  private async round(hurry: boolean): Promise<void> {
    clearTimeout(this.timer);
    this.show({ busy: true });
    try {
      await this.exchange(hurry);
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      this.misses += 1;
      if (cause.status === 401) this.show({ link: 'signed_out' });
      else if (cause.status === 403) this.show({ denied: true });
      else this.show({ link: 'offline' });
    } finally {
      this.show({ busy: false });
      // Of whoever handles no cases too; the map of before stays where this fails.
      if (this.view.link === 'online') void this.map.catchUp().catch(() => undefined);
      await this.look();
      this.comeBack();
    }
  }

  private async exchange(hurry: boolean): Promise<void> {
    const { device } = this;
    if (!device) {
      await this.whose();
      return this.show({ link: 'signed_out' });
    }
    // Nobody signs in between the server's word on whose session it is and the last that is sent or taken along.
    await alone(async () => {
      const account = await this.send(device, hurry);
      if (!account) return;
      await this.look();
      // Before the cases, which an inspector who handles none is refused.
      if (account.roles.includes('inspector')) {
        await takeRound(device, Date.now());
        await device.setFact('synced_at', Date.now());
      }
      await takeAlong(device, [...new Set(account.areas.map(({ path }) => path))], Date.now());
      this.show({ denied: false });
    });
  }

  /** Whose session the server says this is. */
  private async whose(): Promise<Account> {
    const { account } = await heard(read<Session>('/api/session', {}, within(20)));
    // There is a network: from here on each entry waits for its own next try.
    this.misses = 0;
    return account;
  }

  /** Tells the server something in the name of whoever this window is of, unless somebody else is signed in by now. */
  private async own(tells: () => Promise<void>): Promise<void> {
    const { device } = this;
    await alone(async () => {
      if (device && (await this.whose()).login === device.login) await tells();
      else void this.sync();
    });
  }

  /** Sends what waits on a device in the name of its account. Nobody where the session is somebody else's: nothing is sent then. */
  private async send(device: Device, hurry: boolean): Promise<Account | null> {
    const account = await this.whose();
    // What one person did is never sent in another's name.
    if (account.login !== device.login) {
      // Who signed in in this window meanwhile is shown their own already.
      if (device === this.device) await this.giveWay(device);
      return null;
    }
    if (this.view.away) await this.open(account);
    this.show({ account, link: 'online' });
    this.map.works(account.areas.map(({ path }) => path));
    await this.duty.catchUp();
    if (hurry) for (const entry of await device.entries()) if (entry.state === 'waiting' && entry.next_at > 0) await device.put({ ...entry, next_at: 0 });
    const halt = await pump(device, server, Date.now);
    if (halt === 'signed_out') throw new ApiError(401);
    if (halt === 'unreachable') throw new ApiError(0);
    return account;
  }

  /** Somebody else is signed in: what was only a copy of the server's goes, and what was done waits for whoever did it. */
  private async giveWay(device: Device): Promise<void> {
    this.duty.forget();
    this.show({ link: 'other', away: true, duty: off });
    await this.map.giveWay().catch(() => undefined);
    await device.dropCopies();
  }

  /** Tries again by itself when the first entry's time has come. */
  private comeBack(): void {
    const times = this.view.entries.filter(({ state }) => state === 'waiting').map(({ next_at }) => next_at);
    if (times.length === 0 || this.view.link === 'signed_out' || this.view.link === 'other') return;
    const pause = this.misses === 0 ? 1_000 : backOff(this.misses);
    this.timer = setTimeout(() => void this.sync(), Math.max(pause, Math.min(...times) - Date.now()));
  }

  private async open(account: Account): Promise<void> {
    const same = this.device?.login === account.login ? this.device : null;
    if (!same || this.view.away) {
      // Nothing of whoever was here before is shown for a moment, or told by their duty.
      this.duty.forget();
      this.device = same;
      const { begun, link, busy, entries } = this.view;
      // No page asks for a device that is not open yet, nor goes on with what somebody else began on it.
      this.view = { ...nothing, begun, link, busy, account: same ? account : null, entries: same ? entries : [] };
      this.tell();
      this.device = same ?? (await Device.open(account.login));
      await this.duty.open(this.device);
      this.show({ account });
      // One's own day is here before anything of others is seen to, or the browser asked for more.
      await this.look();
      this.show({ begun: true });
    }
    const before = await remembered();
    const othersWait = await setOthersAside(account.login, before?.login ?? null);
    // Whoever was here last is told nothing on this device any more.
    if (before && before.login !== account.login) await unsubscribe(pushWorker);
    // A browser that keeps nothing for pages draws the map with a network alone.
    await this.map.open(account.login, account.areas.map(({ path }) => path)).catch(() => undefined);
    const isHere = () => this.device?.login === account.login;
    if (!isHere()) return;
    await remember(account);
    // Signed out meanwhile: nothing is shown.
    if (!isHere()) return;
    this.show({ account, othersWait });
    // Asked for, not relied upon nor waited for: some browsers say no until the app is installed, some ask.
    void navigator.storage?.persist?.().catch(() => false).then((kept) => { if (isHere()) this.show({ kept }); });
    await this.look();
  }

  private async look(): Promise<void> {
    const { device } = this;
    if (!device) return;
    const [entries, cases, micro, catalogue, syncedAt, round, housing, targets] = await Promise.all([
      device.entries(), device.cases(), device.fact<MicroEvent[]>('micro_events'), device.fact<KeptCatalogue>('catalogue'), device.fact<number>('synced_at'), device.fact<KeptRound>('round'),
      device.fact<KeptHousing>('housing'), device.fact<KeptTargets>('targets'),
    ]);
    const [microKinds, collection] = [catalogue?.micro?.kinds ?? [], catalogue?.collection?.classes ?? []];
    if (device === this.device) this.show({ entries, cases, micro: micro ?? [], microKinds, collection, catalogue: catalogue?.catalogue ?? null, syncedAt: syncedAt ?? null, round: round ?? null, housing: housing?.catalogue ?? null, targets: targets ?? null });
  }

  private show(part: Partial<View>): void {
    this.view = { ...this.view, ...part };
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** How many entries still have to arrive. */
export const unsentOf = (entries: Entry[]): number => entries.filter(isUnsent).length;
