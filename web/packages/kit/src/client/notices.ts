/** Notices of housing, as the server's OpenAPI document names them. Nobody is named in them. */
import type { PlaceRef, Word } from './housing';
import type { Text } from './types';

export interface HousingNotice {
  id: string; version: number; number: string; kind: Word; standing: Word; place: { building: PlaceRef; unit: PlaceRef | null };
  hazard: { id: string; title: Text } | null; issued_at: string; due_at: string | null; served: boolean; reminded_at: string | null; withdrawn_at: string | null;
}
export interface HousingNoticePage { rows: HousingNotice[]; total: number; next: string | null }
export interface NoticeLine { name: Text; value: Text }
/** What is printed; `target` is where its code leads below the installation's address. */
export interface NoticePaper { title: Text; number: Text; opening: Text; lines: NoticeLine[]; closing: Text[]; digest: string; target: string }
export interface NoticeService { way: Word; to: Word | null; at: string; by: 'you' | Text; evidence: { kind: Word; file: string | null }[] }
export interface HousingNoticeDetail extends HousingNotice { paper: NoticePaper; services: NoticeService[]; by: 'you' | Text; duty?: Text | null; acknowledged_at: string | null; offers: string[] }
/** What a notice on paper must say, to whoever holds it. */
export interface VerifiedNotice {
  number: string; kind: Word; standing: Word; address: Text; code: string; hazard: Text | null; office: Text; issued_on: string; due: Text | null;
}
