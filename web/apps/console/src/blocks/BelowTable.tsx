import type { AreaBelow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { Rate } from '../sources/Rate';

/** The areas right below, and what lies in each; every one leads to its own block. */
export function BelowTable({ below }: { below: AreaBelow[] }) {
  const { t, say, word, number } = useTexts();
  const columns: Column<AreaBelow>[] = [
    { key: 'name', title: t('register.name'), render: (row) => <Link to={`/blocks?area=${row.area.id}`}>{say(row.area.name)}</Link> },
    { key: 'level', title: t('blocks.level'), render: (row) => word('level', row.area.level) },
    { key: 'buildings', title: word('count', 'buildings'), number: true, render: (row) => number(row.buildings) },
    { key: 'units', title: word('count', 'units'), number: true, render: (row) => number(row.units) },
    { key: 'dwellings', title: word('count', 'dwellings'), number: true, render: (row) => number(row.dwellings) },
    { key: 'share', title: t('blocks.dwellingShare'), render: (row) => <Rate part={row.dwellings} whole={row.units} /> },
  ];
  return <PlainTable label={t('blocks.below')} columns={columns} rows={below} />;
}
