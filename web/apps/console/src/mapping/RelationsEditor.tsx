import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { MappedRelation, MappingDraft, RelationKind } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Checkbox, Select } from 'antd';
import { type Owner, rolesOf } from './fields';
import { useRoleWord } from './useRoleWord';

interface Props { draft: MappingDraft; kinds: RelationKind[]; change(draft: MappingDraft): void }

const kindOf = (owner: Owner) => (owner === 'address' ? 'place' : owner);

/** What the roles of a row have to do with each other. */
export function RelationsEditor({ draft, kinds, change }: Props) {
  const { t, say } = useTexts();
  const roleWord = useRoleWord();
  const found = rolesOf(draft);
  const spell = draft.columns.some(({ field }) => field === 'valid_from' || field === 'valid_to');
  const put = (relations: MappedRelation[]) => change({ ...draft, relations });
  const set = (at: number, next: Partial<MappedRelation>) => put(draft.relations.map((relation, index) => (index === at ? { ...relation, ...next } : relation)));
  const ends = (owners: string[]) => found.filter(({ owner }) => owners.includes(kindOf(owner))).map(({ role, owner }) => ({ value: role, label: roleWord(owner, role) }));
  const possible = kinds.filter((kind) => ends(kind.from).length > 0 && ends(kind.to).length > 0);
  const first = possible[0];
  return (
    <div className="ll-relations">
      {draft.relations.length === 0 && <p className="ll-soft">{t('mapping.relationsNone')}</p>}
      {draft.relations.map((relation, at) => {
        const kind = kinds.find(({ id }) => id === relation.kind);
        return (
          <div key={at} className="ll-relation">
            <Select aria-label={t('mapping.from')} value={relation.from} options={ends(kind?.from ?? [])} popupMatchSelectWidth={false} onChange={(from) => set(at, { from })} />
            <Select
              aria-label={t('mapping.relation')} value={relation.kind} options={possible.map(({ id, title }) => ({ value: id, label: say(title) }))} popupMatchSelectWidth={false}
              onChange={(id) => {
                const next = kinds.find((each) => each.id === id);
                const fit = (role: string, owners: string[]) => (ends(owners).some(({ value }) => value === role) ? role : ends(owners)[0]?.value ?? '');
                if (next) set(at, { kind: id, from: fit(relation.from, next.from), to: fit(relation.to, next.to) });
              }}
            />
            <Select aria-label={t('mapping.to')} value={relation.to} options={ends(kind?.to ?? [])} popupMatchSelectWidth={false} onChange={(to) => set(at, { to })} />
            {spell && <Checkbox checked={relation.dated} onChange={(event) => set(at, { dated: event.target.checked })}>{t('mapping.dated')}</Checkbox>}
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('mapping.removeRelation')} onClick={() => put(draft.relations.filter((_, index) => index !== at))} />
          </div>
        );
      })}
      <Button icon={<PlusOutlined />} disabled={!first} onClick={() => { if (first) put([...draft.relations, { kind: first.id, from: ends(first.from)[0]?.value ?? '', to: ends(first.to)[0]?.value ?? '', dated: false }]); }}>{t('mapping.addRelation')}</Button>
    </div>
  );
}
