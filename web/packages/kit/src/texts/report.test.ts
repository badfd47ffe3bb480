import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogues } from './catalogues';

const words = readFileSync(fileURLToPath(new URL('../../../../../crates/fusion/src/report/words.rs', import.meta.url)), 'utf8');
const { en, zh } = catalogues as { en: Record<string, string>; zh: Record<string, string> };

/** The words of one list of the report: name, Chinese, English. */
function listed(name: string): [string, string, string][] {
  const body = words.split(`const ${name}: `)[1]?.split('];\n')[0] ?? '';
  return [...body.matchAll(/\(\s*"([^"]+)",\s*"([^"]+)",\s*"([^"]+)",?\s*\)/g)].map(([, id, chinese, english]) => [id ?? '', chinese ?? '', english ?? '']);
}

test.each([['STAGES', 'stage_name'], ['ADDRESS_ROLES', 'role_of_address'], ['COLUMN_TYPES', 'kind']])('the screens and the report say %s by the same words', (name, list) => {
  const all = listed(name);
  expect(all.length).toBeGreaterThan(7);
  expect(all.map(([id]) => [id, zh[`${list}.${id}`], en[`${list}.${id}`]])).toEqual(all);
});
