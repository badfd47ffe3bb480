import type { PasskeyRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Modal } from 'antd';
import { AskSecret } from '../security/AskSecret';
import { useRemove } from './queries';

/** Forgets a passkey, which asks for the password. */
export function RemovePasskey({ row, close }: { row: PasskeyRow; close(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const remove = useRemove();
  const send = (password: string) => remove.mutate({ id: row.id, password }, { onSuccess: () => { void message.success(t('passkey.removed')); close(); } });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('passkey.removeOf', { name: row.name })}>
      <p className="ll-soft">{t('passkey.removeLead')}</p>
      <AskSecret label={t('factor.password')} password action={t('passkey.remove')} pending={remove.isPending} error={remove.error} send={send} />
    </Modal>
  );
}
