import { useTexts } from '@linli/kit/texts';
import { Skeleton } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Figure } from '../page/Figure';
import type { useAreaBlock } from './queries';

/** Counts that say nothing where there are none: a grid has no areas below, and roads belong to wider areas. */
const wider = ['areas', 'estates', 'thoroughfares'];

/** How many things of each kind the area holds. People are not counted here. */
export function AreaCounts({ block }: { block: ReturnType<typeof useAreaBlock> }) {
  const { t, word, number, moment } = useTexts();
  if (block.isError) return <ErrorState error={block.error} retry={() => void block.refetch()} />;
  if (!block.data) return <div role="status" aria-label={t('state.loading')}><Skeleton active title={false} paragraph={{ rows: 2 }} /></div>;
  return (
    <>
      <dl className="ll-figures ll-figures-wide">
        {block.data.counts.filter(({ key, count }) => count > 0 || !wider.includes(key)).map(({ key, count }) => <Figure key={key} name={word('count', key)} value={number(count)} />)}
      </dl>
      <p className="ll-soft ll-small">{t('blocks.countsLead')}{block.data.summed_at && ` ${t('blocks.summedAt', { at: moment(block.data.summed_at) })}`}</p>
    </>
  );
}
