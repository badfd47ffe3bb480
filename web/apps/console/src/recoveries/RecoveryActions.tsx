import type { Recovery } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Button, Modal, Popconfirm } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAccount } from '../session/context';
import { useAgreeRecovery, useWithdrawRecovery } from './queries';
import { WordOnce } from './WordOnce';

/** Agreeing to what another officer asked, and taking it back. */
export function RecoveryActions({ row }: { row: Recovery }) {
  const { t, word } = useTexts();
  const { login } = useAccount();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const agree = useAgreeRecovery();
  const withdraw = useWithdrawRecovery();
  const say = (error: unknown) => { const said = errorText(error); void message.error(said.detail ?? said.title); };
  const waits = row.state === 'asked' || row.state === 'agreed';
  if (row.login === login) return null;
  return (
    <span className="ll-row-actions">
      {row.state === 'asked' && row.asker !== login && (
        <Popconfirm title={t('recovery.agreeAsk', { login: row.login, lost: word('lost', row.lost) })} okText={t('recovery.agree')} cancelText={t('action.cancel')} onConfirm={() => agree.mutate(row.id, { onError: say })}>
          <Button size="small" type="primary" loading={agree.isPending}>{t('recovery.agree')}</Button>
        </Popconfirm>
      )}
      {waits && <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate(row.id, { onError: say })}>{t('recovery.withdraw')}</Button>}
      <Modal open={Boolean(agree.data?.word)} onCancel={agree.reset} footer={null} destroyOnHidden maskClosable={false} title={t('recovery.title')}>
        {agree.data?.word && <WordOnce login={row.login} word={agree.data.word} done={agree.reset} />}
      </Modal>
    </span>
  );
}
