import type { CaseOffered } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';

/** How the offer of a case stands. */
export function OfferState({ offered }: { offered: CaseOffered }) {
  const { t, moment } = useTexts();
  const until = t('duty.until', { at: moment(offered.until) });
  return (
    <Alert
      type="info" showIcon title={t('duty.offeredTo', { name: offered.officer.name })}
      description={offered.then_next ? `${until} · ${t('duty.offeredNext')}` : until}
    />
  );
}
