import type { PlaceOfOrganisation } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { SourceCell } from './SourceCell';
import { Spell } from './Spell';

/** The places of an organisation. */
export function PlaceTable({ places }: { places: PlaceOfOrganisation[] }) {
  const { t, say } = useTexts();
  const columns: Column<PlaceOfOrganisation>[] = [
    { key: 'place', title: t('blocks.address'), render: (row) => <Link to={row.kind === 'building' ? `/blocks/buildings/${row.place}` : `/blocks/units/${row.place}`}>{say(row.label)}</Link> },
    { key: 'kind', title: t('blocks.relation'), render: (row) => say(row.relation.title) },
    { key: 'time', title: t('blocks.time'), render: (row) => <Spell from={row.relation.valid_from} to={row.relation.valid_to} /> },
    { key: 'source', title: t('blocks.source'), render: (row) => <SourceCell source={row.relation.source} /> },
  ];
  return <PlainTable label={t('blocks.places')} columns={columns} rows={places} />;
}
