/** Accounts, invitations, second factors and emergencies, as the server's OpenAPI document names them. */
import type { Text } from './types';

export interface SecondFactorState { since: string | null; recovery_left: number; owed: boolean }
/** What an authenticator app takes; shown once. */
export interface SecondFactorSecret { uri: string; secret: string }
export interface RecoveryCodes { codes: string[] }

/** An identity provider that one may sign on by. */
export interface SignOnProvider { id: string; name: Text; issuer: string }
/** An identity that one's own account is bound to. */
export interface BoundIdentity { issuer: string; name: Text; bound_at: string; used_at: string | null }
export interface SignOnAddress { address: string }

/** The origin whose pages may ask for a passkey; nothing where there are none. */
export interface PasskeysOffered { origin: string | null }
/** What a browser is to ask its authenticators for, and the ticket to give back with the answer. */
export interface PasskeyRequest<Options = object> { ticket: string; options: Options }
/** A passkey of one's own account. */
export interface PasskeyRow { id: string; name: string; added_at: string; used_at: string | null; cloned_at: string | null }

export interface Assignment { role: string; area: string; place: Text }
export interface AccountRow {
  id: string; login: string; name: string; office: Text; assignments: Assignment[];
  created_at: string; signed_in_at: string | null; disabled_at: string | null; second_factor: boolean; keeps: boolean;
}
/** A key of a partner's system. */
export interface PartnerKey {
  id: string; name: string; public_key: string; actions: string[]; area: string; added_at: string;
  valid_from: string; valid_until: string; revoked_at: string | null; used_at: string | null;
}
export interface PartnerQuota { requests_a_minute: number; rows_a_day: number; rows_today: number }
/** A line of the log of exchanges with a partner's system. */
export interface PartnerExchange {
  id: string; key: string; at: string; method: string; path: string; rows_in: number; digest: string; signature: string;
  status: number | null; rows_out: number | null; answer_digest: string | null; answer_signature: string | null;
}
/** The keys, the quota and the latest exchanges of a system's account. */
export interface Partner { keys: PartnerKey[]; quota: PartnerQuota; deeds: string[]; answer_key: string; exchanges: PartnerExchange[] }
export interface RoleTemplate { role: string; title: Text; does: Text; level: string }

export interface InvitationRow {
  id: string; login: string; role: string; area: string; place: Text; office: Text; lang: string;
  inviter: string; invited_at: string; expires_at: string; state: string;
}
/** An invitation with the secret of its link; shown once. */
export interface Invited { invitation: InvitationRow; token: string }
/** What the one who was handed the link is invited to. */
export interface InvitedTo { login: string; role: Text; does: Text; place: Text; office: Text; lang: string; expires_at: string }

/** Leave to read people of an area for an hour, on the word of whoever opened it. */
export interface Emergency {
  id: string; login: string; area: string; place: Text; reason: string; opened_at: string; ends_at: string;
  reviewed_at: string | null; proper: boolean | null; note: string | null;
}

/** A lost password or second factor: asked by one officer, agreed to by another. */
export interface Recovery {
  id: string; login: string; lost: string; reason: string; asker: string; asked_at: string; expires_at: string;
  agreer: string | null; agreed_at: string | null; state: string;
}
/** With the word for the holder, which is shown once. */
export interface AskedRecovery { recovery: Recovery; word: string | null }
export interface AgreedRecovery { word: string | null }

/** A dwelling by name. */
export interface DwellingRef { id: string; code: string; label: Text }
/** A dwelling that one is bound to, or asked for; the word is for whoever comes to the door. */
export interface OwnDwelling {
  id: string; dwelling: DwellingRef; state: string; word: string | null; asked_at: string; expires_at: string;
  settled_at: string | null; office: Text | null; own_data: boolean; reason: string | null;
}
/** That somebody asks to be bound to a dwelling of one's grid: the dwelling, and nobody by name. */
export interface DwellingRequest {
  id: string; dwelling: DwellingRef; area: string; state: string; asked_at: string; expires_at: string;
  settled_at: string | null; office: Text | null; shown: string | null; own_data: boolean; reason: string | null;
}

/** That somebody acts for another, as one side sees it. */
export interface ProxyRow {
  id: string; kind: string; acting: boolean; other: string | null; scopes: string[]; state: string; dwelling: Text | null; word: string | null;
  asked_at: string; expires_at: string; ends_at: string; reason: string | null;
}
/** With the word to hand over; shown once. */
export interface GivenProxy { id: string; word: string }
/** A guardian who waits to be confirmed at the door: the dwelling, and nobody by name. */
export interface GuardianRequest { id: string; unit: string | null; dwelling: Text | null; scopes: string[]; asked_at: string; expires_at: string; ends_at: string }
