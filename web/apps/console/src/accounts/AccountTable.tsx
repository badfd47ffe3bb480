import type { AccountRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { ListBar } from '../page/ListBar';
import { Mark } from '../page/Mark';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { PartnerButton } from './PartnerButton';
import { useAccounts } from './queries';
import { ShutButton } from './ShutButton';
import { useChosenArea } from './useChosenArea';

/** The accounts that may be seen, and for their keepers a way to disable and enable each. */
export function AccountTable({ keeps }: { keeps: boolean }) {
  const { t, say, word, moment } = useTexts();
  const { query, filter, set } = useList();
  const area = useChosenArea();
  const asked = { area: area.path, q: query.q, state: filter('state'), page: query.page, size: query.size };
  const rows = useAccounts(asked, area.ready);
  const columns: Column<AccountRow>[] = [
    { key: 'account', title: t('accounts.account'), render: (row) => <span className="ll-source">{row.name}<small>{[row.login, say(row.office)].filter((part) => part !== '–').join(' · ')}</small></span> },
    {
      key: 'roles', title: t('accounts.roles'),
      render: (row) => <span className="ll-source">{row.assignments.map((held) => <span key={`${held.role}/${held.area}`} title={held.area}>{word('role', held.role)} · {say(held.place)}</span>)}<PartnerButton row={row} /></span>,
    },
    { key: 'signedIn', title: t('accounts.signedIn'), width: 160, render: (row) => (row.signed_in_at ? moment(row.signed_in_at) : t('accounts.never')) },
    { key: 'factor', title: t('accounts.factor'), width: 120, render: (row) => <Mark tone={row.second_factor ? 'good' : 'plain'}>{t(row.second_factor ? 'accounts.factorYes' : 'accounts.factorNo')}</Mark> },
    {
      key: 'state', title: t('accounts.state'), width: 160,
      render: (row) => <span className="ll-source"><span><Mark tone={row.disabled_at ? 'care' : 'good'}>{word('account_state', row.disabled_at ? 'disabled' : 'active')}</Mark></span>{row.disabled_at && <small>{moment(row.disabled_at)}</small>}</span>,
    },
    ...(keeps ? [{ key: 'change', title: t('accounts.change'), width: 110, render: (row: AccountRow) => row.keeps && <ShutButton row={row} /> }] : []),
  ];
  return (
    <>
      <ListBar q={query.q} search={(q) => set({ q })}>
        <WordFilter label={t('accounts.state')} list="account_state" values={['active', 'disabled']} value={asked.state} onChange={(state) => set({ state })} />
      </ListBar>
      <RowsTable
        label={t('accounts.list')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={Boolean(asked.q ?? asked.state ?? area.path)}
        clear={() => set({ q: null, state: null, area: null })} empty={{ title: t('accounts.none'), action: keeps ? t('accounts.noneDo') : undefined }}
      />
    </>
  );
}
