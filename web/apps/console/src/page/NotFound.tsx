import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useLocation } from 'wouter';
import { EmptyState } from './EmptyState';

/** No page by this address. */
export default function NotFound() {
  const { t } = useTexts();
  const [, go] = useLocation();
  return (
    <EmptyState title={t('state.notFound')} action={t('state.notFoundDo')}>
      <Button type="primary" onClick={() => go('/')}>{t('state.home')}</Button>
    </EmptyState>
  );
}
