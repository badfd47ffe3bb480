import { callLine, useCall } from '@linli/kit/call';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';

/** Rings somebody on duty. */
export function CallButtons({ id, name }: { id: string; name: string }) {
  const { t } = useTexts();
  const idle = useCall().state === 'idle';
  return (
    <span className="ll-row-actions">
      <Button size="small" disabled={!idle} aria-label={t('call.worker', { name })} onClick={() => void callLine.ring(id, false)}>{t('call.short')}</Button>
      <Button size="small" disabled={!idle} aria-label={t('call.workerCamera', { name })} onClick={() => void callLine.ring(id, true)}>{t('call.shortCamera')}</Button>
    </span>
  );
}
