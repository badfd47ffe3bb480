import type { CaseQuestion, Named, Text } from './types';

/** Field collection, as the server's OpenAPI document names it: of things and places, never of people. */
export interface CollectionClass { id: string; title: Text; of: string; items: CaseQuestion[] }
export interface CollectionCatalogue { version: string; classes: CollectionClass[] }
export interface CollectionNote { item: string; ask: Text; answer: Text }
export interface CollectionRow { id: string; class: Named; place: Text; notes: CollectionNote[]; words: string; photos: string[]; at: string; acted_at: string | null }
export interface CollectionPage { rows: CollectionRow[]; next: string | null }
