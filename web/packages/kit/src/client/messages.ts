/** Messages and how one gets them, as the server's OpenAPI document names them. */
import type { Text } from './types';

export interface MessageRow {
  id: string; kind: string; subject: string; link: string; urgent: boolean; title: Text; text: Text; made_at: string; seen_at: string | null;
}
export interface MessagePage { rows: MessageRow[]; unseen: number }
export interface Unseen { unseen: number }

export interface MessageKind { id: string; about: Text; urgent: boolean; channels: Record<string, boolean> }
export interface MessageChannel { channel: string; set_up: boolean; address: string | null; confirmed_at: string | null }
/** Minutes after midnight of the place's time. */
export interface QuietHours { from_minute: number; to_minute: number }
export interface HowToTell { kinds: MessageKind[]; channels: MessageChannel[]; quiet: QuietHours | null }

export interface Hook { account: string; name: string; url: string; set_at: string; gone_at: string | null }
/** The secret of a webhook; shown once. */
export interface HookGiven { secret: string }
export interface DeadMessage {
  id: string; channel: string; about: Text; name: string; made_at: string; given_up_at: string; tries: number; problem: string;
}

/** A browser that is told by push. */
export interface PushDevice { id: string; device: string; shows_title: boolean; made_at: string; told_at: string | null }
/** One's own, and the key that another subscribes with; none where the installation does not push. */
export interface PushDevices { key: string | null; devices: PushDevice[] }
export interface PushAdded { id: string }
/** What is new for a browser that was woken. */
export interface PushNews { device: PushDevice | null; unseen: number; title: Text | null; link: string | null; lang: string }
