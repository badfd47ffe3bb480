import type { MappedColumn } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Select } from 'antd';
import { ownerOf, rolesFor } from './fields';
import { useRoleWord } from './useRoleWord';

/** Whom or which place a column speaks of; nothing to choose where it speaks of the row. */
export function RoleSelect({ column, onChange }: { column: MappedColumn; onChange(column: MappedColumn): void }) {
  const { t } = useTexts();
  const roleWord = useRoleWord();
  const owner = ownerOf(column.field);
  if (owner !== 'person' && owner !== 'organisation' && owner !== 'address') return <>–</>;
  const options = rolesFor(owner, column.role).map((role) => ({ value: role, label: roleWord(owner, role) }));
  return (
    <Select
      className="ll-wide" aria-label={t('mapping.roleOf', { column: column.name })} value={column.role} options={options} popupMatchSelectWidth={false}
      onChange={(role) => onChange({ ...column, role })}
    />
  );
}
