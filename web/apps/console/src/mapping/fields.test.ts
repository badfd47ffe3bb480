import type { MappedColumn } from '@linli/kit/client';
import { expect, test } from 'vitest';
import { fields, forField, ownerOf, rolesFor, rolesOf } from './fields';

const column = (change: Partial<MappedColumn>): MappedColumn => ({
  name: 'x', field: 'nothing', role: '', kind: 'text', formats: [], scheme: null, male: [], female: [], yes: [], no: [], required: false, mixed: false, ...change,
});

test('gives a column a type and a role that fit what it is for', () => {
  expect(forField(column({}), 'birth_on')).toMatchObject({ kind: 'day', role: 'self', formats: ['YYYY-MM-DD'] });
  expect(forField(column({ role: 'tenant' }), 'phone')).toMatchObject({ kind: 'phone', role: 'tenant', scheme: 'cn' });
  expect(forField(column({ role: 'tenant', kind: 'phone', scheme: 'us' }), 'address')).toMatchObject({ kind: 'text', role: 'home', scheme: null });
  expect(forField(column({ role: 'home', required: true }), 'nothing')).toMatchObject({ role: '', required: false });
});

test('keeps a type that the field allows', () => {
  expect(forField(column({ kind: 'year' }), 'as_of').kind).toBe('year');
});

test('tells whom each field speaks of, once', () => {
  const all = Object.values(fields).flatMap((own) => Object.keys(own));
  expect(new Set(all).size).toBe(all.length);
  expect([ownerOf('tenant'), ownerOf('name'), ownerOf('address')]).toEqual([null, 'person', 'address']);
});

test('lists the roles of a draft once each', () => {
  const columns = [column({ field: 'name', role: 'tenant' }), column({ field: 'phone', role: 'tenant' }), column({ field: 'address', role: 'home' })];
  const draft = { source: '', title: { zh: '', en: '' }, office: { zh: '', en: '' }, rank: 1, legal_basis: null, files: '', columns, relations: [], serves: [], unnamed: false };
  expect(rolesOf(draft)).toEqual([{ role: 'tenant', owner: 'person' }, { role: 'home', owner: 'address' }]);
});

test('offers the second to the fourth of the role that a person has, and keeps it', () => {
  expect(rolesFor('person', 'tenant').filter((role) => role.startsWith('tenant'))).toEqual(['tenant', 'tenant_2', 'tenant_3', 'tenant_4']);
  expect(rolesFor('person', 'tenant_2')).toContain('tenant_3');
  expect(rolesFor('person', 'owner')).not.toContain('tenant_2');
  expect(rolesFor('address', 'home')).toEqual(rolesFor('address', 'place'));
  expect(forField(column({ field: 'name', role: 'tenant_2' }), 'phone').role).toBe('tenant_2');
  expect(forField(column({ field: 'name', role: 'tenant_2' }), 'address').role).toBe('home');
});
