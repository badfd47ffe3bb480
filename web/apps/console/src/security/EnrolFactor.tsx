import { useTexts } from '@linli/kit/texts';
import { Modal, QRCode } from 'antd';
import { Code } from '../page/Code';
import { AskSecret } from './AskSecret';
import { useConfirm, useEnrol } from './queries';
import { RecoveryList } from './RecoveryList';

/** Password, picture and first code, recovery codes: three steps to a second factor. */
export function EnrolFactor({ close }: { close(): void }) {
  const { t } = useTexts();
  const enrol = useEnrol();
  const confirm = useConfirm();
  const shown = enrol.data;
  const codes = confirm.data?.codes;
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden maskClosable={false} title={t('factor.title')}>
      {codes && <RecoveryList codes={codes} done={close} />}
      {!codes && !shown && (
        <AskSecret key="password" label={t('factor.password')} password action={t('factor.next')} pending={enrol.isPending} error={enrol.error} send={(password) => enrol.mutate(password)} />
      )}
      {!codes && shown && (
        <div className="ll-enrol">
          <p className="ll-soft">{t('factor.scan')}</p>
          <div role="img" aria-label={t('factor.picture')}><QRCode type="svg" value={shown.uri} size={200} /></div>
          <Code value={shown.secret} />
          <p><a href={shown.uri}>{t('factor.openApp')}</a></p>
          <AskSecret key="code" label={t('factor.code')} action={t('factor.confirm')} pending={confirm.isPending} error={confirm.error} send={(code) => confirm.mutate(code)} />
        </div>
      )}
    </Modal>
  );
}
