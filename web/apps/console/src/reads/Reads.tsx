import { read, type ReadRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useQuery } from '@tanstack/react-query';
import { Button, Tooltip } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { ReadCard } from './ReadCard';

/** Who looked at the data of the resident who is signed in. */
export default function Reads() {
  const { t, lang } = useTexts();
  const reads = useQuery({
    queryKey: ['reads', 'me', lang],
    queryFn: ({ signal }) => read<ReadRow[]>('/api/reads', { person: 'me' }, signal),
  });
  return (
    <Page
      narrow title={t('reads.title')} lead={t('reads.lead')}
      actions={<Tooltip title={t('reads.receiptsDo')}><Button href="/api/reads/receipts" download="linli-receipts.json">{t('reads.receipts')}</Button></Tooltip>}
    >
      {reads.isPending && <RowsSkeleton rows={6} />}
      {reads.isError && <ErrorState error={reads.error} retry={() => void reads.refetch()} />}
      {reads.data?.length === 0 && <EmptyState title={t('reads.none')} action={t('reads.noneDo')} />}
      <ol className="ll-reads">{reads.data?.map((row, index) => <ReadCard key={`${row.at}/${index}`} row={row} />)}</ol>
    </Page>
  );
}
