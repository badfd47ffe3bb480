import { useTexts } from '@linli/kit/texts';
import { App, Modal } from 'antd';
import { AskSecret } from './AskSecret';
import { useRemove } from './queries';

/** Takes the second factor away, which asks for one of its codes. */
export function RemoveFactor({ close }: { close(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const remove = useRemove();
  const send = (code: string) => remove.mutate(code, { onSuccess: () => { void message.success(t('factor.removed')); close(); } });
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden title={t('factor.remove')}>
      <div className="ll-enrol">
        <p className="ll-soft">{t('factor.removeLead')}</p>
        <AskSecret label={t('factor.code')} action={t('factor.remove')} pending={remove.isPending} error={remove.error} send={send} />
      </div>
    </Modal>
  );
}
