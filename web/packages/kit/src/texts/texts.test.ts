import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalogues } from './catalogues';

const web = fileURLToPath(new URL('../../../..', import.meta.url));
const cjk = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
/** Texts that are the same in every language: the name, and the languages' own names. */
const shared = ['shell.name', 'shell.nameZh', 'shell.nameEn', 'lang.zh', 'lang.en', 'shell.searchKeys', 'list.exportGeojson'];
const { en, zh } = catalogues as { en: Record<string, string>; zh: Record<string, string> };

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

const files = [...sources(join(web, 'apps')), ...sources(join(web, 'packages'))].map((path) => ({
  path: path.slice(web.length), text: readFileSync(path, 'utf8'),
}));
const code = files.filter(({ path }) => !/texts\/(en|zh)\//.test(path));
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the catalogues', () => {
  test('hold the same keys in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  test('fill the same places in both languages', () => {
    const differing = Object.keys(en).filter((key) => String(placeholders(en[key] ?? '')) !== String(placeholders(zh[key] ?? '')));
    expect(differing).toEqual([]);
  });

  test('say nothing in the other language', () => {
    const own = Object.keys(en).filter((key) => !shared.includes(key));
    expect(own.filter((key) => cjk.test(en[key] ?? ''))).toEqual([]);
    expect(own.filter((key) => !cjk.test(zh[key] ?? ''))).toEqual([]);
  });

  test('hold no text that no screen shows', () => {
    const all = code.map(({ text }) => text).join('\n');
    const lists = new Set([...all.matchAll(/(?:word\(|list=)['"](\w+)['"]/g)].map(([, list]) => list));
    const templates = [...all.matchAll(/`([\w.]+)\$\{/g)].map(([, head]) => head ?? '');
    const unused = Object.keys(en).filter((key) => !all.includes(`'${key}'`)
      && !lists.has(key.split('.')[0] ?? '') && !templates.some((head) => head.includes('.') && key.startsWith(head)));
    expect(unused).toEqual([]);
  });
});

describe('the code of the screens', () => {
  test('holds no text of its own', () => {
    expect(code.filter(({ text }) => cjk.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('shows no bare English words between tags', () => {
    const bare = code.flatMap(({ path, text }) => (path.endsWith('.tsx') ? [...text.matchAll(/>\s*([A-Z][a-z]+(?: \w+)*)\s*</g)].map(([, words]) => `${path}: ${words}`) : []));
    expect(bare).toEqual([]);
  });

  test('is in files of at most 350 lines, one component each', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 350).map(({ path }) => path);
    const many = code.filter(({ path, text }) => path.endsWith('.tsx') && [...text.matchAll(/^(?:export )?(?:default )?function [A-Z]/gm)].length > 1).map(({ path }) => path);
    expect([long, many]).toEqual([[], []]);
  });
});
