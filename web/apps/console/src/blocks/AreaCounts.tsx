import { useTexts } from '@linli/kit/texts';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { useAreaBlock } from './queries';

/** How many things of each kind the area holds. People are not counted here. */
export function AreaCounts({ block }: { block: ReturnType<typeof useAreaBlock> }) {
  const { t, word, number } = useTexts();
  if (block.isError) return <ErrorState error={block.error} retry={() => void block.refetch()} />;
  if (!block.data) return <RowsSkeleton rows={6} />;
  if (block.data.counts.length === 0) return <EmptyState title={t('blocks.empty')} action={t('blocks.emptyDo')} />;
  return (
    <ul className="ll-lines">
      {block.data.counts.map(({ key, count }) => <li key={key}><span>{word('count', key)}</span><b>{number(count)}</b></li>)}
      <li className="ll-soft ll-small">{t('blocks.pickDo')}</li>
    </ul>
  );
}
