import { expect, test } from 'vitest';
import { noticeIn } from './noticeIn';

test('a code on paper leads here with number and mark, and with nothing else', () => {
  const digest = 'ABCDEFGHJKMNPQRSTVWXYZ0123';
  expect(noticeIn(`#notice=2026-000012.${digest}`)).toEqual({ number: '2026-000012', digest });
  expect(noticeIn(`#notice=2026-000012.${digest.toLowerCase()}`)?.digest).toBe(digest);
  for (const hash of ['', '#report', '#notice=', `#notice=2026-12.${digest}`, `#notice=2026-000012.${digest}1`, `#notice=2026-000012.${digest.slice(1)}U`, `#notice=../../x.${digest}`]) {
    expect(noticeIn(hash)).toBeNull();
  }
});
