import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { MessageLine } from './MessageLine';
import { useMessages, useSee } from './queries';

/** All that one was told, the latest first. */
export function MineTab() {
  const { t } = useTexts();
  const all = useMessages();
  const see = useSee();
  const rows = all.data?.pages.flatMap((page) => page.rows) ?? [];
  const first = rows[0];
  const unseen = all.data?.pages[0]?.unseen ?? 0;
  if (all.isPending) return <RowsSkeleton rows={6} />;
  if (all.isError) return <ErrorState error={all.error} retry={() => void all.refetch()} />;
  if (!first) return <EmptyState title={t('messages.none')} action={t('messages.noneDo')} />;
  return (
    <>
      {unseen > 0 && <div className="ll-list-bar"><Button loading={see.isPending} onClick={() => see.mutate({ id: first.id, and_before: true })}>{t('messages.seenAll')}</Button></div>}
      <ol className="ll-messages">{rows.map((row) => <MessageLine key={row.id} row={row} />)}</ol>
      {all.hasNextPage && <Button loading={all.isFetchingNextPage} onClick={() => void all.fetchNextPage()}>{t('messages.older')}</Button>}
    </>
  );
}
