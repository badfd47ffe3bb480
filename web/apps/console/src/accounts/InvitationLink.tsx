import type { Invited } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Button } from 'antd';

/** The link of an invitation, shown once. The secret stands behind the `#`, which browsers send to no server. */
export function InvitationLink({ invited, done }: { invited: Invited; done(): void }) {
  const { t, moment } = useTexts();
  const { message } = App.useApp();
  const { login, expires_at } = invited.invitation;
  const link = `${location.origin}/invitation#${invited.token}`;
  const copy = () => void navigator.clipboard.writeText(link).then(() => message.success(t('action.copied')));
  return (
    <div className="ll-enrol">
      <h2>{t('invitation.made', { login })}</h2>
      <p>{t('invitation.once', { login, at: moment(expires_at) })}</p>
      <code className="ll-link-once">{link}</code>
      <div className="ll-row-actions">
        <Button onClick={copy}>{t('invitation.copy')}</Button>
        <Button type="primary" onClick={done}>{t('invitation.close')}</Button>
      </div>
    </div>
  );
}
