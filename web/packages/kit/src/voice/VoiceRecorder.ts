/** Longest voice note, seconds. */
export const longestSeconds = 60;
/** Longest file that the server takes. */
const mostBytes = 2 * 1024 * 1024;

export type RecorderState = { is: 'idle' } | { is: 'asking' } | { is: 'recording'; seconds: number } | { is: 'failed' };

/** What was recorded. */
export interface Recorded { media: string; bytes: ArrayBuffer }

/** A microphone that records from when it is opened until it is stopped. */
export interface Microphone { stop(): Promise<Recorded>; close(): void }

export interface Ports {
  open(): Promise<Microphone>;
  now(): number;
  /** Calls again and again, until what it answers is called. */
  every(ms: number, does: () => void): () => void;
}

/** Records a voice note: from a press until another, or a minute. The microphone is let go at once then, and when the page is left. */
export class VoiceRecorder {
  private state: RecorderState = { is: 'idle' };
  private readonly listeners = new Set<() => void>();
  private microphone: Microphone | null = null;
  private still: () => void = () => {};
  private left = false;

  constructor(private readonly ports: Ports) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  readonly current = () => this.state;

  enter(): void {
    this.left = false;
  }

  /** Asks for the microphone and records. `taken` is given what was recorded once it has stopped. */
  async start(taken: (recorded: Recorded) => void): Promise<void> {
    if (this.state.is === 'asking' || this.state.is === 'recording') return;
    this.become({ is: 'asking' });
    let microphone: Microphone;
    try {
      microphone = await this.ports.open();
    } catch {
      this.become({ is: 'failed' });
      return;
    }
    if (this.left) {
      microphone.close();
      this.become({ is: 'idle' });
      return;
    }
    this.microphone = microphone;
    this.taken = taken;
    const began = this.ports.now();
    this.become({ is: 'recording', seconds: 0 });
    this.still = this.ports.every(200, () => {
      const seconds = Math.floor((this.ports.now() - began) / 1000);
      if (seconds >= longestSeconds) void this.stop();
      else if (this.state.is === 'recording' && this.state.seconds !== seconds) this.become({ is: 'recording', seconds });
    });
  }

  /** Stops, and hands over what was recorded. */
  async stop(): Promise<void> {
    const microphone = this.microphone;
    if (!microphone) return;
    this.microphone = null;
    this.still();
    try {
      const recorded = await microphone.stop();
      const { byteLength } = recorded.bytes;
      const isWhole = byteLength > 0 && byteLength <= mostBytes;
      this.become({ is: isWhole ? 'idle' : 'failed' });
      if (isWhole && !this.left) this.taken(recorded);
    } catch {
      this.become({ is: 'failed' });
    } finally {
      microphone.close();
    }
  }

  /** The page is left: nothing is recorded any more, and nothing of it is kept. */
  leave(): void {
    this.left = true;
    this.still();
    this.microphone?.close();
    if (this.microphone) this.become({ is: 'idle' });
    this.microphone = null;
  }

  private taken: (recorded: Recorded) => void = () => {};

  private become(state: RecorderState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
