import type { CaseAction } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { type Act, made } from './entry';
import { judge } from './judge';

const act = (deed: string) => made({ id: 'a', photos: [], job: { kind: 'act', case: 'x', number: 'N', title: { zh: '', en: '' }, label: { zh: '', en: '' }, base: 2, deed: { deed }, words: '' } as Act }, null, 0);
const known = (...deeds: string[]) => ({ version: 2 + deeds.length, state: 'reported', actions: deeds.map((deed, at) => ({ version: 3 + at, deed, by: { id: 'o', name: 'o', me: false }, acted_at: null }) as CaseAction) });

test('an answer to an offer is sent whatever happened meanwhile: the server knows whether the offer holds', () => {
  expect(judge(act('take'), known('claim'), new Set())).toEqual({ kind: 'send', seen: 3 });
  expect(judge(act('decline'), known('offer', 'lapse'), new Set())).toEqual({ kind: 'send', seen: 4 });
});

test('whom an office asks leaves everybody’s next step as it was; who takes it does not', () => {
  expect(judge(act('claim'), known('offer', 'decline', 'lapse', 'nobody_near'), new Set())).toEqual({ kind: 'send', seen: 6 });
  expect(judge(act('claim'), known('offer', 'take'), new Set()).kind).toBe('conflict');
});
