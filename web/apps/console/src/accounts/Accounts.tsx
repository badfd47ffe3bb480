import { useTexts } from '@linli/kit/texts';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { useAccount } from '../session/context';
import { AccountTable } from './AccountTable';
import { InvitationTable } from './InvitationTable';
import { InviteForm } from './InviteForm';

/** Who signs in with which role, and where; and who is invited to. */
export default function Accounts() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const { roles } = useAccount();
  const [inviting, invite] = useState(false);
  const keeps = roles.includes('administrator');
  const items = [
    { key: 'list', label: t('accounts.list'), children: <AccountTable keeps={keeps} /> },
    { key: 'invitations', label: t('invitation.list'), children: <InvitationTable keeps={keeps} /> },
  ];
  return (
    <Page title={t('accounts.title')} lead={t('accounts.lead')} actions={keeps && <Button type="primary" onClick={() => invite(true)}>{t('invitation.new')}</Button>}>
      <section className="ll-panel">
        <Tabs activeKey={params.get('tab') ?? 'list'} items={items} destroyOnHidden onChange={(tab) => change({ tab: tab === 'list' ? null : tab, page: null, state: null, q: null })} />
      </section>
      {inviting && <InviteForm close={() => invite(false)} />}
    </Page>
  );
}
