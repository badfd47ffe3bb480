import type { Recovery } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Mark, type Tone } from '../page/Mark';
import { Page } from '../page/Page';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import type { Column } from '../page/RowsTable';
import { AskForm } from './AskForm';
import { useRecoveries } from './queries';
import { RecoveryActions } from './RecoveryActions';

const tones: Record<string, Tone> = { asked: 'care', agreed: 'fine', done: 'good' };

/** Lost passwords and second factors: asked by one officer, agreed to by another. */
export default function Recoveries() {
  const { t, word, moment } = useTexts();
  const rows = useRecoveries();
  const [asking, ask] = useState(false);
  const columns: Column<Recovery>[] = [
    { key: 'login', title: t('accounts.account'), render: (row) => <span className="ll-source">{row.login}<small>{word('lost', row.lost)}</small></span> },
    { key: 'reason', title: t('recovery.reason'), render: (row) => row.reason },
    { key: 'asker', title: t('recovery.asker'), render: (row) => <span className="ll-source">{row.asker}<small>{moment(row.asked_at)}</small></span> },
    { key: 'agreer', title: t('recovery.agreer'), render: (row) => <span className="ll-source">{row.agreer ?? '–'}{row.agreed_at && <small>{moment(row.agreed_at)}</small>}</span> },
    { key: 'state', title: t('accounts.state'), render: (row) => <span className="ll-source"><span><Mark tone={tones[row.state]}>{word('recovery_state', row.state)}</Mark></span>{['asked', 'agreed'].includes(row.state) && <small>{t('recovery.until', { at: moment(row.expires_at) })}</small>}</span> },
    { key: 'change', title: t('accounts.change'), render: (row) => <RecoveryActions row={row} /> },
  ];
  return (
    <Page title={t('recovery.title')} lead={t('recovery.lead')} actions={<Button type="primary" onClick={() => ask(true)}>{t('recovery.ask')}</Button>}>
      <section className="ll-panel">
        {rows.isPending && <RowsSkeleton rows={5} />}
        {rows.isError && <ErrorState error={rows.error} retry={() => void rows.refetch()} />}
        {rows.data?.length === 0 && <EmptyState title={t('recovery.none')} action={t('recovery.noneDo')} />}
        {rows.data && rows.data.length > 0 && <PlainTable label={t('recovery.title')} columns={columns} rows={rows.data} />}
      </section>
      {asking && <AskForm close={() => ask(false)} />}
    </Page>
  );
}
