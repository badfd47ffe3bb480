import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import type { Attribute } from './attributes';
import { SourceCell } from './SourceCell';

/** Attributes, each with its source. */
export function AttributeTable({ attributes }: { attributes: Attribute[] }) {
  const { t } = useTexts();
  const columns: Column<Attribute>[] = [
    { key: 'name', title: t('blocks.fact'), width: 180, render: (row) => row.name },
    { key: 'value', title: t('blocks.value'), width: 300, render: (row) => row.value },
    { key: 'source', title: t('blocks.source'), render: (row) => <SourceCell source={row.source} /> },
  ];
  return <PlainTable label={t('blocks.facts')} columns={columns} rows={attributes} />;
}
