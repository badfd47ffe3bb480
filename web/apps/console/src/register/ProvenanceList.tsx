import type { Provenance } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** Where an entry's facts come from. */
export function ProvenanceList({ provenance }: { provenance: Provenance[] }) {
  const { t, moment } = useTexts();
  if (provenance.length === 0) return <p className="ll-soft">{t('register.provenanceNone')}</p>;
  const columns: Column<Provenance>[] = [
    { key: 'source', title: t('register.source'), render: (row) => row.source },
    { key: 'dataset', title: t('register.dataset'), render: (row) => row.dataset },
    { key: 'licence', title: t('register.licence'), render: (row) => row.licence || t('sources.notStated') },
    { key: 'recorded_at', title: t('register.recorded'), render: (row) => moment(row.recorded_at) },
  ];
  return <PlainTable label={t('register.provenance')} columns={columns} rows={provenance} />;
}
