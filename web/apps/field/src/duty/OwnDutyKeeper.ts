import { ApiError, type OwnDuty, read, write } from '@linli/kit/client';
import { position } from '../page/position';
import { heard, within } from '../sync/server';

/** One's own duty as the screens show it. */
export interface Duty {
  /** Whether the server was asked already. */
  known: boolean; on: boolean; since: string | null;
  /** Its owner agreed on this device to share where it is while they are on duty. */
  sharing: boolean; sentAt: string | null; lost: boolean;
  /** Off duty here, and the server is not told yet. */
  endWaits: boolean;
  /** The account goes on no duty. */
  denied: boolean;
}

/** What of it this device keeps. */
export interface Facts { fact<T>(key: string): Promise<T | undefined>; setFact(key: string, value: unknown): Promise<void> }

export const off: Duty = { known: false, on: false, since: null, sharing: false, sentAt: null, lost: false, endWaits: false, denied: false };

/** Where this device is goes out so often, and never oftener. */
const everyMs = 120_000;
/** What of cases is news to whoever is on duty. */
const news = ['case.offer', 'case.lapse', 'case.assign', 'case.take', 'case.transfer'];

/** Goes on duty and off, tells the position while both duty and consent last, and listens for offers meanwhile. */
export class OwnDutyKeeper {
  private duty = off;
  private facts: Facts | null = null;
  private beat: ReturnType<typeof setInterval> | undefined;
  private events: EventSource | null = null;

  /** `own` does what by itself tells the server something in one's own name, and nothing where somebody else is signed in by now. */
  constructor(
    private readonly show: (duty: Duty) => void, private readonly sync: () => void,
    private readonly own: (tells: () => Promise<void>) => Promise<void> = (tells) => tells(),
  ) {}

  /** What this device knows before there is a network. */
  async open(facts: Facts): Promise<void> {
    this.facts = facts;
    this.set({ ...off, sharing: (await facts.fact<boolean>('share_position')) ?? false, endWaits: (await facts.fact<boolean>('end_duty')) ?? false });
  }

  /** Signed out: nothing is sent any more. */
  forget(): void {
    this.rest();
    this.facts = null;
    this.duty = off;
  }

  /** Asks the server how duty stands; goes off duty first where that was decided without a network. */
  async catchUp(): Promise<void> {
    if (!this.facts || this.duty.denied) return;
    try {
      if (this.duty.endWaits) return await this.tellEnd();
      const now = await heard(read<OwnDuty>('/api/duty', {}, within(20)));
      const isNew = now.on && this.beat === undefined;
      this.learn(now);
      // Opened again while on duty: not silent until the next beat.
      if (isNew) void this.tellPosition();
    } catch (cause) {
      // Sending what waits does not hang on it; the next round asks again.
      if (!(cause instanceof ApiError) || cause.status === 401) throw cause;
      if (cause.status === 403) this.set({ denied: true, known: true });
    }
  }

  /** Goes on duty; needs a network. */
  async begin(): Promise<void> {
    this.learn(await heard(write<OwnDuty>('POST', '/api/duty', {}, within(20))));
    await this.tellPosition();
  }

  /** Goes off duty: from this moment nothing is sent; the server is told now, or once there is a network. */
  async end(): Promise<void> {
    this.rest();
    await this.facts?.setFact('end_duty', true);
    this.set({ on: false, since: null, sentAt: null, endWaits: true });
    await this.tellEnd().catch((cause: unknown) => { if (!(cause instanceof ApiError)) throw cause; });
  }

  /** Agrees to share the position while on duty, or no longer. */
  async share(sharing: boolean): Promise<void> {
    await this.facts?.setFact('share_position', sharing);
    this.set({ sharing, lost: false });
    if (this.duty.on) await this.tellPosition();
  }

  private async tellEnd(): Promise<void> {
    const now = await heard(write<OwnDuty>('DELETE', '/api/duty', undefined, within(20)));
    await this.facts?.setFact('end_duty', false);
    this.set({ endWaits: false });
    this.learn(now);
  }

  /** Still on duty, and where, if its owner shares that. */
  private async tellPosition(): Promise<void> {
    const at = this.duty.sharing ? await position(false) : null;
    try {
      await this.own(async () => {
        // Off duty meanwhile, or no longer agreed: it is not sent.
        if (!this.duty.on) return;
        const coarse = at && this.duty.sharing ? { lon: Number(at.lon.toFixed(4)), lat: Number(at.lat.toFixed(4)) } : {};
        this.learn(await heard(write<OwnDuty>('PUT', '/api/duty/position', coarse, within(20))));
        this.set({ lost: this.duty.sharing && at === null });
      });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      // Gone off duty on another device.
      if (cause.status === 409) this.learn({ on: false, area: null, since: null, position: null, position_at: null });
    }
  }

  private learn(now: OwnDuty): void {
    this.set({ known: true, on: now.on, since: now.since, sentAt: now.position_at });
    if (now.on) this.work();
    else this.rest();
  }

  private work(): void {
    this.beat ??= setInterval(() => void this.tellPosition(), everyMs);
    if (this.events) return;
    this.events = new EventSource('/api/cases/stream');
    for (const kind of news) this.events.addEventListener(kind, this.sync);
  }

  private rest(): void {
    clearInterval(this.beat);
    this.beat = undefined;
    this.events?.close();
    this.events = null;
  }

  private set(part: Partial<Duty>): void {
    this.duty = { ...this.duty, ...part };
    this.show(this.duty);
  }
}
