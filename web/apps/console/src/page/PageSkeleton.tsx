import { useTexts } from '@linli/kit/texts';
import { Skeleton } from 'antd';

/** The shape of a page while it loads. */
export function PageSkeleton() {
  const { t } = useTexts();
  return <div className="ll-page" role="status" aria-label={t('state.loading')}><Skeleton active title paragraph={{ rows: 8 }} /></div>;
}
