import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Checkbox } from 'antd';
import { useState } from 'react';
import { useAct } from '../cases/queries';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useErrorText } from '../page/useErrorText';
import { AbleLine } from './AbleLine';
import { OfferState } from './OfferState';
import { useNear } from './queries';

/** Who on duty could take the case, why each stands where they do, and how an offer stands. */
export function NearPanel({ row }: { row: CaseDetail }) {
  const { t } = useTexts();
  const near = useNear(row.id, row.version);
  const act = useAct(row.id);
  const errorText = useErrorText();
  const [thenNext, setThenNext] = useState(true);
  const failed = act.error && errorText(act.error);
  const offer = (officer: string) => act.mutate({ deed: { deed: 'offer', officer, then_next: thenNext }, seen: row.version });
  return (
    <section className="ll-panel" aria-labelledby="near">
      <h2 id="near">{t('duty.near')}</h2>
      {row.offered && <OfferState offered={row.offered} />}
      <p className="ll-soft">{t('duty.nearLead')}</p>
      {near.isError && <ErrorState error={near.error} retry={() => void near.refetch()} />}
      {near.isPending && <RowsSkeleton rows={3} />}
      {near.data?.rows.length === 0 && <p>{t('duty.nearNone')}</p>}
      <ul className="ll-near">
        {near.data?.rows.filter(({ officer }) => officer.id !== row.offered?.officer.id).map((one) => (
          <AbleLine key={one.officer.id} one={one} busy={act.isPending} offer={() => offer(one.officer.id)} />
        ))}
      </ul>
      {(near.data?.rows.length ?? 0) > 0 && <Checkbox checked={thenNext} onChange={(event) => setThenNext(event.target.checked)}>{t('duty.thenNext')}</Checkbox>}
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
    </section>
  );
}
