import type { DwellingRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { useDwellingRequests } from './queries';
import { RequestActions } from './RequestActions';
import { tones } from './tones';

const states = ['waiting', 'bound', 'refused', 'withdrawn', 'undone', 'expired'] as const;

/** Who asks to be bound to which dwelling: the dwelling, and nobody by name. */
export function RequestTable() {
  const { t, say, word, moment } = useTexts();
  const { query, filter, set } = useList();
  const asked = { state: filter('state'), page: query.page, size: query.size };
  const rows = useDwellingRequests(asked);
  const columns: Column<DwellingRequest>[] = [
    { key: 'dwelling', title: t('dwelling.dwelling'), render: (row) => <span className="ll-source">{say(row.dwelling.label)}<small>{row.dwelling.code}</small></span> },
    { key: 'at', title: t('dwelling.when'), width: 190, render: (row) => <span className="ll-source">{moment(row.asked_at)}{row.state === 'waiting' && <small>{t('dwelling.until', { at: moment(row.expires_at) })}</small>}</span> },
    { key: 'state', title: t('accounts.state'), width: 130, render: (row) => <Mark tone={tones[row.state]}>{word('dwelling_state', row.state)}</Mark> },
    { key: 'how', title: t('dwelling.how'), render: (row) => <span className="ll-source">{row.reason ?? word('dwelling_shown', row.shown)}{row.own_data && <small>{t('dwelling.withPerson')}</small>}{row.settled_at && <small>{t('dwelling.settled', { office: say(row.office), at: moment(row.settled_at) })}</small>}</span> },
    { key: 'change', title: t('accounts.change'), width: 190, render: (row) => <RequestActions row={row} /> },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <WordFilter label={t('accounts.state')} list="dwelling_state" values={states} value={asked.state} onChange={(state) => set({ state })} />
      </div>
      <RowsTable
        label={t('dwelling.requests')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={Boolean(asked.state)}
        clear={() => set({ state: null })} empty={{ title: t('dwelling.noRequests') }}
      />
    </>
  );
}
