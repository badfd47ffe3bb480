import { callLine, useCall } from '@linli/kit/call';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';

/** Rings whoever dispatches where one is on duty. */
export function CallDispatch() {
  const { t } = useTexts();
  const idle = useCall().state === 'idle';
  return (
    <>
      <div className="lf-buttons">
        <Button className="lf-second" isDisabled={!idle} onPress={() => void callLine.ring(null, false)}>{t('call.dispatch')}</Button>
        <Button className="lf-second" isDisabled={!idle} onPress={() => void callLine.ring(null, true)}>{t('call.dispatchCamera')}</Button>
      </div>
      <p className="lf-soft">{t('call.lead')}</p>
    </>
  );
}
