import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useAccount } from '../session/context';
import { EmergencyCard } from './EmergencyCard';
import { OpenEmergency } from './OpenEmergency';
import { useEmergencies } from './queries';
import { mayOpen } from './running';
import { useNow } from './useNow';

/** Emergencies: opened with a reason, the time left, ended, and reviewed by somebody else. */
export default function Emergencies() {
  const { t } = useTexts();
  const { roles } = useAccount();
  const all = useEmergencies();
  // One that was opened a moment ago has not a minute more than its hour.
  const now = Math.max(useNow(), all.dataUpdatedAt);
  const [opening, open] = useState(false);
  const opens = mayOpen(roles);
  return (
    <Page
      narrow title={t('emergency.title')} lead={t(roles.includes('auditor') ? 'emergency.leadReview' : 'emergency.lead')}
      actions={opens && <Button type="primary" danger onClick={() => open(true)}>{t('emergency.open')}</Button>}
    >
      {all.isPending && <RowsSkeleton rows={4} />}
      {all.isError && <ErrorState error={all.error} retry={() => void all.refetch()} />}
      {all.data?.length === 0 && <EmptyState title={t('emergency.none')} action={opens ? t('emergency.noneDo') : undefined} />}
      <ol className="ll-reads">{all.data?.map((each) => <EmergencyCard key={each.id} emergency={each} now={now} />)}</ol>
      {opening && <OpenEmergency close={() => open(false)} />}
    </Page>
  );
}
