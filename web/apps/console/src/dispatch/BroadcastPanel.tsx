import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useErrorText } from '../page/useErrorText';
import { BroadcastForm } from './BroadcastForm';
import { BroadcastLine } from './BroadcastLine';
import { useBroadcasts, useRecall } from './broadcasts';

/** Broadcasts to those on duty in the area: the latest with how many saw each, and a new one. */
export function BroadcastPanel({ area }: { area: string | null }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const sent = useBroadcasts(area);
  const recall = useRecall();
  const [writing, write] = useState(false);
  const failed = recall.error && errorText(recall.error);
  return (
    <section className="ll-panel" aria-labelledby="broadcasts">
      <h2 id="broadcasts">{t('broadcast.title')}</h2>
      <Button type="primary" onClick={() => write(true)}>{t('broadcast.new')}</Button>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      {sent.isError && <ErrorState error={sent.error} retry={() => void sent.refetch()} />}
      {sent.isPending && <RowsSkeleton rows={3} />}
      {sent.data?.rows.length === 0 && <EmptyState title={t('broadcast.none')} />}
      <ul className="ll-near">
        {sent.data?.rows.map((row) => <BroadcastLine key={row.id} row={row} busy={recall.isPending} recall={() => recall.mutate(row.id)} />)}
      </ul>
      {writing && <BroadcastForm close={() => write(false)} />}
    </section>
  );
}
