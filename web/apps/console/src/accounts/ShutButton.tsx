import type { AccountRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { App, Button, Popconfirm } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useShut } from './queries';

/** Disables an account, once asked; or enables it again. */
export function ShutButton({ row }: { row: AccountRow }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const shut = useShut();
  const act = (deed: 'disable' | 'enable') => shut.mutate({ id: row.id, deed }, {
    onError: (error) => { const said = errorText(error); void message.error(said.detail ?? said.title); },
  });
  if (row.disabled_at) return <Button size="small" loading={shut.isPending} onClick={() => act('enable')}>{t('accounts.enable')}</Button>;
  return (
    <Popconfirm title={t('accounts.disableAsk', { login: row.login })} okText={t('accounts.disable')} cancelText={t('action.cancel')} onConfirm={() => act('disable')}>
      <Button size="small" danger loading={shut.isPending}>{t('accounts.disable')}</Button>
    </Popconfirm>
  );
}
