import { useTexts } from '@linli/kit/texts';
import { Button, Result } from 'antd';
import { useErrorText } from './useErrorText';

/** What went wrong, and what to do. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts();
  const { title, action, detail } = useErrorText()(error);
  return (
    <Result
      className="ll-state"
      status="warning"
      title={title}
      subTitle={<>{detail && detail !== title && <span>{detail}<br /></span>}{action}</>}
      extra={retry && <Button onClick={retry}>{t('state.retry')}</Button>}
    />
  );
}
