import type { RelationTypeRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useRelationTypes } from './queries';

/** Every type of relation that is kept, and on what legal basis, where one was read. */
export default function RelationTypes() {
  const { t, say, word } = useTexts();
  const types = useRelationTypes();
  if (types.isError) return <ErrorState error={types.error} retry={() => void types.refetch()} />;
  if (!types.data) return <PageSkeleton />;
  const kinds = (list: string[]) => list.map((kind) => word('end_kind', kind)).join(' · ');
  const columns: Column<RelationTypeRow>[] = [
    { key: 'title', title: t('blocks.readFrom'), render: (row) => say(row.title) },
    { key: 'inverse', title: t('blocks.readTo'), render: (row) => say(row.inverse) },
    { key: 'group', title: t('blocks.group'), render: (row) => word('relation_group', row.group) },
    { key: 'from', title: t('blocks.fromKinds'), render: (row) => kinds(row.from) },
    { key: 'to', title: t('blocks.toKinds'), render: (row) => kinds(row.to) },
    { key: 'basis', title: t('blocks.basis'), render: (row) => (row.legal_basis ? say(row.legal_basis) : <span className="ll-soft">{t('sources.notStated')}</span>) },
  ];
  return (
    <Page title={t('blocks.relationTypes')} lead={t('blocks.relationTypesLead')}>
      <section className="ll-panel"><PlainTable label={t('blocks.relationTypes')} columns={columns} rows={types.data} /></section>
    </Page>
  );
}
