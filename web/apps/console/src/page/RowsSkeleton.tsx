import { useTexts } from '@linli/kit/texts';
import { Skeleton } from 'antd';

/** Rows that are on their way. */
export function RowsSkeleton({ rows }: { rows: number }) {
  const { t } = useTexts();
  return (
    <div role="status" aria-label={t('state.loading')} className="ll-rows-skeleton">
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
