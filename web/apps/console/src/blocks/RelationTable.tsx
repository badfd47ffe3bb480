import type { Relation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { Spell } from './Spell';

/** Relations, each with its time and source; with their places, where these are not the page's own. */
export function RelationTable({ relations, places }: { relations: Relation[]; places?: boolean }) {
  const { t, day } = useTexts();
  const columns: Column<Relation>[] = [
    { key: 'type', title: t('blocks.relation'), width: 180, render: (row) => row.type },
    { key: 'time', title: t('blocks.time'), width: 300, render: (row) => <Spell from={row.since} to={row.until} /> },
    {
      key: 'source', title: t('blocks.source'),
      render: (row) => <span className="ll-source">{row.source}{row.recorded_on && <small>{day(row.recorded_on)}</small>}</span>,
    },
  ];
  const place: Column<Relation> = {
    key: 'other', title: t('blocks.address'), render: (row) => (row.other_label ? <Link to={`/register/units/${row.other}`}>{row.other_label}</Link> : '–'),
  };
  return <PlainTable label={t('blocks.relations')} columns={places ? [place, ...columns] : columns} rows={relations} />;
}
