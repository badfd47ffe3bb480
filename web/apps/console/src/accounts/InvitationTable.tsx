import type { InvitationRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Popconfirm } from 'antd';
import { Mark, type Tone } from '../page/Mark';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { useInvitations, useRevoke } from './queries';
import { useChosenArea } from './useChosenArea';

const states = ['open', 'accepted', 'revoked', 'expired'] as const;
const tones: Record<string, Tone> = { open: 'fine', accepted: 'good' };

/** Who is invited to which role, and what became of it. */
export function InvitationTable({ keeps }: { keeps: boolean }) {
  const { t, say, word, moment } = useTexts();
  const { query, filter, set } = useList();
  const area = useChosenArea();
  const revoke = useRevoke();
  const asked = { area: area.path, state: filter('state'), page: query.page, size: query.size };
  const rows = useInvitations(asked, area.ready);
  const columns: Column<InvitationRow>[] = [
    { key: 'login', title: t('invitation.login'), render: (row) => <span className="ll-source">{row.login}<small>{say(row.office)}</small></span> },
    { key: 'role', title: t('accounts.roles'), render: (row) => <span title={row.area}>{word('role', row.role)} · {say(row.place)}</span> },
    { key: 'at', title: t('invitation.at'), width: 170, render: (row) => <span className="ll-source">{moment(row.invited_at)}<small>{t('invitation.inviter')} {row.inviter}</small></span> },
    { key: 'until', title: t('invitation.until'), width: 160, render: (row) => moment(row.expires_at) },
    { key: 'state', title: t('accounts.state'), width: 120, render: (row) => <Mark tone={tones[row.state]}>{word('invitation_state', row.state)}</Mark> },
    ...(keeps ? [{
      key: 'change', title: t('accounts.change'), width: 110, render: (row: InvitationRow) => row.state === 'open' && (
        <Popconfirm title={t('invitation.revokeAsk', { login: row.login })} okText={t('invitation.revoke')} cancelText={t('action.cancel')} onConfirm={() => revoke.mutate(row.id)}>
          <Button size="small" danger loading={revoke.isPending && revoke.variables === row.id}>{t('invitation.revoke')}</Button>
        </Popconfirm>
      ),
    }] : []),
  ];
  return (
    <>
      <div className="ll-list-bar">
        <WordFilter label={t('accounts.state')} list="invitation_state" values={states} value={asked.state} onChange={(state) => set({ state })} />
      </div>
      <RowsTable
        label={t('invitation.list')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={Boolean(asked.state ?? area.path)}
        clear={() => set({ state: null, area: null })} empty={{ title: t('invitation.none'), action: keeps ? t('accounts.noneDo') : undefined }}
      />
    </>
  );
}
