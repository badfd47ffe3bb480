import type { Fact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** Facts, each with its source and date. */
export function FactTable({ facts }: { facts: Fact[] }) {
  const { t, word, day } = useTexts();
  const columns: Column<Fact>[] = [
    { key: 'name', title: t('blocks.fact'), width: 170, render: (row) => word('fact', row.name) },
    { key: 'value', title: t('blocks.value'), width: 240, render: (row) => word('value', row.value) },
    { key: 'source', title: t('blocks.source'), width: 220, render: (row) => word('source', row.source) },
    { key: 'recorded_on', title: t('blocks.recorded'), width: 140, render: (row) => day(row.recorded_on) },
  ];
  return <PlainTable label={t('blocks.facts')} columns={columns} rows={facts} />;
}
