import type { Lead } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Code } from '../page/Code';
import { Link } from '../page/Link';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { LeadActions } from './LeadActions';
import { LetterDrawer } from './LetterDrawer';
import { useLeads } from './queries';

/** The open invitations of the area, the soonest to go first. */
export function LeadList() {
  const { t, say, day } = useTexts();
  const { query, set } = useList();
  const rows = useLeads(query.area, query.page, query.size);
  const [shown, show] = useState<Lead | null>(null);
  const columns: Column<Lead>[] = [
    { key: 'label', title: t('leads.address'), render: (row) => <Link to={`/blocks/units/${row.unit}`}>{say(row.label)}</Link> },
    { key: 'code', title: t('leads.code'), render: (row) => <Code value={row.code} /> },
    { key: 'made', title: t('leads.made'), render: (row) => day(row.made_on) },
    { key: 'expires', title: t('leads.expires'), render: (row) => day(row.expires_on) },
    { key: 'do', title: t('leads.do'), render: (row) => <LeadActions lead={row} openLetter={() => show(row)} /> },
  ];
  return (
    <>
      <RowsTable
        label={t('leads.open')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} empty={{ title: t('leads.none'), action: t('leads.noneDo') }}
      />
      {shown && <LetterDrawer lead={shown} close={() => show(null)} />}
    </>
  );
}
