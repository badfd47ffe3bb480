import { type Call, type CallServers, read, write } from '../client';
import { heard, nothing, type Standing } from './heard';

/** All that a screen shows of a call. Sound and picture go between the two browsers; nothing is recorded. */
export interface CallView extends Standing {
  local: MediaStream | null; remote: MediaStream | null; muted: boolean; cameraOff: boolean; error: unknown;
}

/** A call that found no way again in this time is over, milliseconds. */
const lostMs = 20_000;
const silent: CallView = { ...nothing, local: null, remote: null, muted: false, cameraOff: false, error: null };

/** The one call that a page may have, with the server's stream that tells of it. */
export class CallLine {
  private view = silent;
  private listeners = new Set<() => void>();
  private events: EventSource | null = null;
  private peer: RTCPeerConnection | null = null;
  /** Ways to the other side that came before its description. */
  private early: RTCIceCandidateInit[] = [];
  private lost: ReturnType<typeof setTimeout> | undefined;

  readonly look = () => this.view;
  readonly subscribe = (listener: () => void) => { this.listeners.add(listener); return () => { this.listeners.delete(listener); }; };

  /** Listens for calls. */
  open(): void {
    if (this.events) return;
    const events = new EventSource('/api/calls/stream');
    for (const what of ['rings', 'accepted', 'ended'] as const) events.addEventListener(what, ({ data }) => this.told(what, JSON.parse(String(data)) as Call));
    for (const kind of ['offer', 'answer', 'candidate'] as const) events.addEventListener(kind, ({ data }) => void this.signalled(kind, JSON.parse(String(data)) as { call: string; data: string }));
    addEventListener('pagehide', this.leave);
    this.events = events;
  }

  /** Hangs up, and listens no more. */
  close(): void {
    this.leave();
    removeEventListener('pagehide', this.leave);
    this.events?.close();
    this.events = null;
    this.over();
  }

  /** Rings somebody on duty, or, without a name, whoever dispatches where the caller is on duty. */
  async ring(to: string | null, camera: boolean): Promise<void> {
    await this.tried(async () => {
      const local = await this.take(camera);
      // Held first: where the server says no, the microphone is let go.
      this.show({ local });
      const call = await write<Call>('POST', '/api/calls', { ...(to ? { to } : {}), camera });
      this.show({ state: 'calling', call, own: call.id });
    });
  }

  /** Takes the call that rings. */
  async accept(camera: boolean): Promise<void> {
    const { call } = this.view;
    if (!call) return;
    await this.tried(async () => {
      const local = await this.take(camera);
      // Said first: the yes comes back by the stream as well, perhaps before the answer.
      this.show({ own: call.id, local });
      const taken = await write<Call>('POST', `/api/calls/${call.id}/accept`);
      this.told('accepted', taken);
    });
  }

  /** Declines, takes back or hangs up; a call for anybody only rings here no more. */
  async end(): Promise<void> {
    const { call } = this.view;
    this.over();
    // One that is over already, or rings at others too, is no failure.
    if (call) await write<undefined>('POST', `/api/calls/${call.id}/end`).catch(() => undefined);
  }

  mute(muted: boolean): void {
    this.view.local?.getAudioTracks().forEach((track) => { track.enabled = !muted; });
    this.show({ muted });
  }

  hideCamera(cameraOff: boolean): void {
    this.view.local?.getVideoTracks().forEach((track) => { track.enabled = !cameraOff; });
    this.show({ cameraOff });
  }

  private readonly leave = () => {
    const { own } = this.view;
    if (own) void fetch(`/api/calls/${own}/end`, { method: 'POST', keepalive: true, credentials: 'same-origin', headers: { 'x-linli': '1' } }).catch(() => undefined);
  };

  private take(camera: boolean): Promise<MediaStream> {
    return navigator.mediaDevices.getUserMedia({ audio: true, video: camera });
  }

  private async tried(deed: () => Promise<void>): Promise<void> {
    this.show({ error: null });
    try {
      await deed();
    } catch (error) {
      this.over();
      this.show({ error });
    }
  }

  private told(what: 'rings' | 'accepted' | 'ended', call: Call): void {
    const before = this.view.state;
    const next = heard(this.view, what, call);
    if (next.state === 'idle') { if (before !== 'idle') this.over(); return; }
    this.show({ state: next.state, call: next.call, own: next.own });
    // Whoever rang offers, once both agree, and again where the way was lost.
    if (what === 'accepted' && call.rang && call.id === next.own && (before === 'calling' || before === 'reconnecting')) void this.offer(before === 'reconnecting');
  }

  private async offer(again: boolean): Promise<void> {
    try {
      const peer = await this.connection();
      await peer.setLocalDescription(await peer.createOffer({ iceRestart: again }));
      await this.signal('offer', peer.localDescription);
    } catch (error) {
      this.show({ error });
    }
  }

  private async signalled(kind: 'offer' | 'answer' | 'candidate', { call, data }: { call: string; data: string }): Promise<void> {
    if (call !== this.view.own) return;
    try {
      const peer = await this.connection();
      if (kind === 'candidate') {
        const way = JSON.parse(data) as RTCIceCandidateInit;
        if (peer.remoteDescription) await peer.addIceCandidate(way);
        else this.early.push(way);
        return;
      }
      await peer.setRemoteDescription(JSON.parse(data) as RTCSessionDescriptionInit);
      for (const way of this.early.splice(0)) await peer.addIceCandidate(way);
      if (kind === 'offer') {
        await peer.setLocalDescription(await peer.createAnswer());
        await this.signal('answer', peer.localDescription);
      }
    } catch (error) {
      this.show({ error });
    }
  }

  private signal(kind: string, what: unknown): Promise<undefined> {
    return write<undefined>('POST', `/api/calls/${this.view.own ?? ''}/signal`, { kind, data: JSON.stringify(what) });
  }

  private making: Promise<RTCPeerConnection> | null = null;

  /** The way to the other side, made once a call. */
  private connection(): Promise<RTCPeerConnection> {
    this.making ??= this.make();
    return this.making;
  }

  private async make(): Promise<RTCPeerConnection> {
    const { own } = this.view;
    const { stun, turn, turn_login, turn_password } = await read<CallServers>('/api/calls/servers');
    if (this.view.own !== own) throw new DOMException('the call is over', 'AbortError');
    const peer = new RTCPeerConnection({ iceServers: [
      ...(stun.length > 0 ? [{ urls: stun }] : []),
      ...(turn.length > 0 ? [{ urls: turn, username: turn_login, credential: turn_password }] : []),
    ] });
    const { local } = this.view;
    local?.getTracks().forEach((track) => peer.addTrack(track, local));
    peer.addEventListener('icecandidate', ({ candidate }) => { if (candidate) void this.signal('candidate', candidate).catch(() => undefined); });
    peer.addEventListener('track', ({ streams }) => this.show({ remote: streams[0] ?? null }));
    peer.addEventListener('connectionstatechange', () => this.connected(peer));
    this.peer = peer;
    return peer;
  }

  private connected(peer: RTCPeerConnection): void {
    if (peer !== this.peer) return;
    if (peer.connectionState === 'connected') {
      clearTimeout(this.lost);
      this.lost = undefined;
      this.show({ state: 'talking' });
    } else if (peer.connectionState === 'disconnected' || peer.connectionState === 'failed') {
      this.show({ state: 'reconnecting' });
      this.lost ??= setTimeout(() => void this.end(), lostMs);
      if (this.view.call?.rang) void this.offer(true);
    }
  }

  private over(): void {
    clearTimeout(this.lost);
    this.lost = undefined;
    this.view.local?.getTracks().forEach((track) => track.stop());
    this.peer?.close();
    this.peer = null;
    this.making = null;
    this.early = [];
    this.show({ ...silent, error: this.view.error });
  }

  private show(change: Partial<CallView>): void {
    this.view = { ...this.view, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
