import type { Relation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { SourceCell } from './SourceCell';
import { Spell } from './Spell';

/** Relations to the place, each with its time and source. */
export function RelationTable({ relations }: { relations: Relation[] }) {
  const { t, say } = useTexts();
  const columns: Column<Relation>[] = [
    { key: 'kind', title: t('blocks.relation'), width: 180, render: (row) => say(row.title) },
    { key: 'time', title: t('blocks.time'), width: 300, render: (row) => <Spell from={row.valid_from} to={row.valid_to} /> },
    { key: 'source', title: t('blocks.source'), render: (row) => <SourceCell source={row.source} /> },
  ];
  return <PlainTable label={t('blocks.relations')} columns={columns} rows={relations} />;
}
