import type { Unit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

type Step = Unit['lineage'][number];

/** What a unit was split from, merged into or renumbered to. */
export function LineageList({ lineage }: { lineage: Step[] }) {
  const { t, say, word, day } = useTexts();
  if (lineage.length === 0) return <p className="ll-soft">{t('register.lineageNone')}</p>;
  const columns: Column<Step>[] = [
    { key: 'relation', title: t('register.event'), render: (row) => word('lineage', row.relation) },
    { key: 'unit', title: t('register.address'), render: (row) => <Link to={`/register/units/${row.unit}`}>{say(row.label)}</Link> },
    { key: 'at', title: t('register.when'), render: (row) => day(row.at) },
  ];
  return <PlainTable label={t('register.lineage')} columns={columns} rows={lineage} />;
}
