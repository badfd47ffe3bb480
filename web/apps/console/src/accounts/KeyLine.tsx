import type { PartnerKey } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Button, Popconfirm } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useRevokeKey } from './partners';

/** One key: what it is for, how long, when it signed last; and a way to revoke it. */
export function KeyLine({ account, held, keeps }: { account: string; held: PartnerKey; keeps: boolean }) {
  const { t, word, moment } = useTexts();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const revoke = useRevokeKey(account);
  const { id, name, area, actions, added_at, valid_until, used_at, revoked_at } = held;
  const act = () => revoke.mutate(id, { onError: (error) => { const said = errorText(error); void message.error(said.detail ?? said.title); } });
  const stands = revoked_at ? t('partner.revoked', { at: moment(revoked_at) }) : t('partner.ends', { at: moment(valid_until) });
  return (
    <li className="ll-session ll-passkey">
      <div>
        <strong className="ll-break">{name}</strong>
        <p className="ll-soft">{[...actions.map((action) => word('deed', action)), area].filter(Boolean).join(' · ')}</p>
        <p className="ll-soft">{[t('partner.added', { at: moment(added_at) }), stands, used_at ? t('partner.used', { at: moment(used_at) }) : t('partner.unused')].join(' · ')}</p>
        <p className="ll-soft ll-break">{t('partner.keyid', { id })}</p>
      </div>
      {keeps && !revoked_at && (
        <Popconfirm title={t('partner.revokeAsk', { name })} okText={t('partner.revoke')} cancelText={t('action.cancel')} onConfirm={act}>
          <Button danger size="small" aria-label={t('partner.revokeOf', { name })} loading={revoke.isPending}>{t('partner.revoke')}</Button>
        </Popconfirm>
      )}
    </li>
  );
}
