/** Calls between those on duty and those who dispatch, as the server's OpenAPI document names them. */
import type { Officer } from './types';

export interface Call { id: string; worker: Officer; dispatcher: Officer | null; rang: boolean; camera: boolean; begun_at: string; accepted_at: string | null }
/** How two browsers find a way to each other; nothing is named where nothing is set. */
export interface CallServers { stun: string[]; turn: string[]; turn_login: string; turn_password: string }
