import { StopOutlined } from '@ant-design/icons';
import type { ColumnProfile, MappedColumn, MappingDraft, Text } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Checkbox } from 'antd';
import { Mark } from '../page/Mark';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { FieldSelect } from './FieldSelect';
import { forField } from './fields';
import { KindDetail } from './KindDetail';
import { RoleSelect } from './RoleSelect';

interface Props { draft: MappingDraft; refused: { column: string; ground: Text }[]; profile: ColumnProfile[]; change(draft: MappingDraft): void }
type Line = { column: MappedColumn; refused: null } | { column: null; refused: { column: string; ground: Text } };

/** The columns of the table: what each is for, whom it speaks of, and how it is read. */
export function ColumnsEditor({ draft, refused, profile, change }: Props) {
  const { t, say, percent } = useTexts();
  const seen = new Map(profile.map((column) => [column.name, column]));
  const put = (next: MappedColumn) => change({ ...draft, columns: draft.columns.map((column) => (column.name === next.name ? next : column)) });
  const lines: Line[] = [
    ...draft.columns.map((column) => ({ column, refused: null })),
    ...refused.map((each) => ({ column: null, refused: each })),
  ];
  const columns: Column<Line>[] = [
    { key: 'name', title: t('sources.column'), width: 150, render: (line) => <b className="ll-header">{line.column?.name ?? line.refused?.column}</b> },
    {
      key: 'field', title: t('mapping.use'), width: 190,
      render: ({ column, refused: never }) => (column
        ? <FieldSelect label={t('mapping.useOf', { column: column.name })} value={column.field} onChange={(field) => put(forField(column, field))} />
        : <Mark tone="bad" icon={<StopOutlined />}>{t('mapping.refused', { ground: say(never.ground) })}</Mark>),
    },
    { key: 'role', title: t('mapping.role'), width: 150, render: ({ column }) => (column ? <RoleSelect column={column} onChange={put} /> : '–') },
    { key: 'kind', title: t('mapping.kind'), width: 260, render: ({ column }) => (column && column.field !== 'nothing' ? <KindDetail column={column} onChange={put} /> : '–') },
    {
      key: 'required', title: t('mapping.required'), width: 70,
      render: ({ column }) => (column && column.field !== 'nothing'
        ? <Checkbox aria-label={t('mapping.requiredOf', { column: column.name })} checked={column.required} onChange={(event) => put({ ...column, required: event.target.checked })} /> : '–'),
    },
    {
      key: 'seen', title: t('mapping.seen'),
      render: ({ column }) => {
        const found = column && column.field !== 'nothing' ? seen.get(column.name) : undefined;
        if (!found) return '–';
        return (
          <span className="ll-source">
            <code>{found.examples[0] ?? '–'}</code>
            <small>{t('mapping.filled', { share: percent(found.filled) })}{found.unreadable > 0 && <b className="ll-warn"> · {t('mapping.unreadable', { share: percent(found.unreadable) })}</b>}</small>
          </span>
        );
      },
    },
  ];
  return <div className="ll-column-edit"><PlainTable label={t('mapping.columns')} columns={columns} rows={lines} /></div>;
}
