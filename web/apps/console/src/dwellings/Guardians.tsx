import type { GuardianRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { GuardianActions } from './GuardianActions';
import { useGuardians } from './guardianQueries';

/** Guardians who wait for somebody at the door; nothing where there are none, and why where they cannot be told. */
export function Guardians() {
  const { t, say, word, moment } = useTexts();
  const guardians = useGuardians();
  const rows = guardians.data ?? [];
  const columns: Column<GuardianRequest>[] = [
    { key: 'dwelling', title: t('dwelling.dwelling'), render: (row) => say(row.dwelling) },
    { key: 'scopes', title: t('proxy.scopes'), render: (row) => row.scopes.map((scope) => word('proxy_scope', scope)).join(' · ') },
    { key: 'at', title: t('dwelling.when'), render: (row) => <span className="ll-source">{moment(row.asked_at)}<small>{t('dwelling.until', { at: moment(row.expires_at) })}</small></span> },
    { key: 'change', title: t('accounts.change'), render: (row) => <GuardianActions row={row} /> },
  ];
  if (guardians.isError) return <ErrorState error={guardians.error} retry={() => void guardians.refetch()} />;
  if (rows.length === 0) return null;
  return <section className="ll-panel"><h2>{t('guardian.title')}</h2><PlainTable label={t('guardian.title')} columns={columns} rows={rows} /></section>;
}
