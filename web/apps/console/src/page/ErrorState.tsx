import { WarningOutlined } from '@ant-design/icons';
import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useLocation } from 'wouter';
import { useErrorText } from './useErrorText';

/** Refusals that the same request meets again. */
const final = [401, 403, 404];

/** What went wrong, and what to do. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const { title, action, detail } = useErrorText()(error);
  const settled = error instanceof ApiError && final.includes(error.status);
  return (
    <div className="ll-state ll-state-care" role="alert">
      <i aria-hidden="true"><WarningOutlined /></i>
      <b>{title}</b>
      {detail && detail !== title && <p>{detail}</p>}
      <p>{action}</p>
      <div>
        {retry && !settled && <Button type="primary" onClick={retry}>{t('state.retry')}</Button>}
        {settled && <Button onClick={() => go('/')}>{t('state.home')}</Button>}
      </div>
    </div>
  );
}
