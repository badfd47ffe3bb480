import type { BoundIdentity } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Modal } from 'antd';
import { AskSecret } from '../security/AskSecret';
import { useUnbind } from './queries';
import { Whom } from './Whom';

/** Forgets an identity, which asks for the password. */
export function UnbindIdentity({ identity, close }: { identity: BoundIdentity; close(): void }) {
  const { t, say } = useTexts();
  const { message } = App.useApp();
  const unbind = useUnbind();
  const send = (password: string) => unbind.mutate({ issuer: identity.issuer, password }, { onSuccess: () => { void message.success(t('signOn.unbound')); close(); } });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('signOn.unbindTitle', { name: say(identity.name) })}>
      <Whom issuer={identity.issuer} bound={identity} />
      <p className="ll-soft">{t('signOn.unbindLead')}</p>
      <AskSecret label={t('factor.password')} password action={t('signOn.unbind')} pending={unbind.isPending} error={unbind.error} send={send} />
    </Modal>
  );
}
