import type { Fact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** The facts whose values are words of a list; the others are shown as the source wrote them. */
const listed = ['sex', 'registered_here', 'document'];

/** Facts, each with its source, office, day and legal basis. */
export function FactTable({ facts }: { facts: Fact[] }) {
  const { t, word, day } = useTexts();
  const origin = (row: Fact) => [
    row.office, row.record && t('blocks.record', { record: row.record }), row.recorded_on && day(row.recorded_on),
    t('sources.basis', { basis: row.legal_basis ?? t('sources.notStated') }),
  ].filter(Boolean).join(' · ');
  const columns: Column<Fact>[] = [
    { key: 'name', title: t('blocks.fact'), width: 180, render: (row) => word('fact', row.name) },
    { key: 'value', title: t('blocks.value'), width: 300, render: (row) => (listed.includes(row.name) ? word('value', row.value) : row.value) },
    { key: 'source', title: t('blocks.source'), render: (row) => <span className="ll-source">{row.source}<small>{origin(row)}</small></span> },
  ];
  return <PlainTable label={t('blocks.facts')} columns={columns} rows={facts} />;
}
