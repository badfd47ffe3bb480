import type { Delay } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { useNow } from '../emergencies/useNow';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { WordFilter } from '../page/WordFilter';
import { useAccount } from '../session/context';
import { AskDelay } from './AskDelay';
import { DecideDelay } from './DecideDelay';
import { DelayTable } from './DelayTable';
import { useDelays } from './queries';
import { mayAsk, stateOf, states } from './state';

/** Lawful delays: asked for on a case of one's own, decided by an auditor, over on their day. */
export default function Delays() {
  const { t } = useTexts();
  const { roles } = useAccount();
  const all = useDelays();
  const now = Math.max(useNow(), all.dataUpdatedAt);
  const [params, change] = useParams();
  const [asking, ask] = useState(false);
  const [deciding, decide] = useState<Delay>();
  const wanted = params.get('state');
  const rows = all.data?.filter((row) => !wanted || stateOf(row, now) === wanted) ?? [];
  const asks = mayAsk(roles);
  return (
    <Page
      title={t('delay.title')} lead={t(roles.includes('auditor') ? 'delay.leadDecide' : 'delay.lead')}
      actions={asks && <Button type="primary" onClick={() => ask(true)}>{t('delay.ask')}</Button>}
    >
      <section className="ll-panel">
        <div className="ll-list-bar"><WordFilter label={t('delay.state')} list="delay_state" values={states} value={wanted} onChange={(state) => change({ state })} /></div>
        {all.isPending && <RowsSkeleton rows={5} />}
        {all.isError && <ErrorState error={all.error} retry={() => void all.refetch()} />}
        {all.data?.length === 0 && <EmptyState title={t('delay.none')} action={t(asks ? 'delay.noneDo' : 'delay.noneWait')} />}
        {all.data && all.data.length > 0 && rows.length === 0 && (
          <EmptyState title={t('state.emptyFiltered')} action={t('state.emptyFilteredDo')}><Button onClick={() => change({ state: null })}>{t('state.clear')}</Button></EmptyState>
        )}
        {rows.length > 0 && <DelayTable rows={rows} now={now} decide={decide} />}
      </section>
      {asking && <AskDelay now={now} close={() => ask(false)} />}
      {deciding && <DecideDelay delay={deciding} close={() => decide(undefined)} />}
    </Page>
  );
}
