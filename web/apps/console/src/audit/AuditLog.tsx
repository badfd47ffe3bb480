import { type AuditRow, type Page as Rows, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { AuditForm, type AuditSearch } from './AuditForm';
import { useAuditColumns } from './useAuditColumns';

/** The log of reads, searched on a stated ground. */
export function AuditLog() {
  const { t } = useTexts();
  const { query, set } = useList();
  const [search, look] = useState<AuditSearch | null>(null);
  const columns = useAuditColumns();
  const rows = useQuery({
    queryKey: ['audit', search, query.page, query.size],
    enabled: search !== null,
    // A look is on the log: nothing looks again by itself.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => read<Rows<AuditRow>>('/api/reads/audit', { ...search, page: query.page, size: query.size }, signal),
  });
  return (
    <>
      <AuditForm pending={rows.isFetching} look={(found) => { set({ page: null }); look(found); }} />
      {search === null
        ? <EmptyState title={t('audit.first')} action={t('audit.firstDo')} />
        : (
          <RowsTable
            label={t('audit.title')} columns={columns} rowKey={(row) => `${row.at}/${row.login}/${row.people[0] ?? ''}`} data={rows.data}
            pending={rows.isPending} error={rows.error} retry={() => void rows.refetch()} list={{ query, set }}
            empty={{ title: t('audit.none'), action: t('audit.noneDo') }}
          />
        )}
    </>
  );
}
