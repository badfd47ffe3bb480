import type { OwnDwelling } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Popconfirm } from 'antd';
import { Mark } from '../page/Mark';
import { useErrorText } from '../page/useErrorText';
import { useWithdrawDwelling } from './queries';
import { tones } from './tones';

/** One dwelling of one's own, the word to show, and the way out of it. */
export function OwnDwellingCard({ own }: { own: OwnDwelling }) {
  const { t, say, word, moment } = useTexts();
  const errorText = useErrorText();
  const withdraw = useWithdrawDwelling();
  const failed = withdraw.error && errorText(withdraw.error);
  const end = () => withdraw.mutate(own.id);
  return (
    <li className="ll-panel ll-session">
      <div>
        <h2>{say(own.dwelling.label)} <Mark tone={tones[own.state]}>{word('dwelling_state', own.state)}</Mark></h2>
        {own.word && <p><b>{t('dwelling.word')}</b> <code>{own.word}</code></p>}
        {own.word && <p className="ll-soft">{t('dwelling.wordDo', { at: moment(own.expires_at) })}</p>}
        {own.state === 'bound' && <p className="ll-soft">{t(own.own_data ? 'dwelling.ownData' : 'dwelling.noData')}</p>}
        {own.reason && <p>{t('dwelling.reason', { reason: own.reason })}</p>}
        <p className="ll-soft">{t('dwelling.asked', { at: moment(own.asked_at) })}</p>
        {own.settled_at && <p className="ll-soft">{t('dwelling.settled', { office: say(own.office), at: moment(own.settled_at) })}</p>}
        {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      </div>
      <span className="ll-row-actions">
        {own.state === 'waiting' && <Button loading={withdraw.isPending} onClick={end}>{t('dwelling.withdraw')}</Button>}
        {own.state === 'bound' && (
          <Popconfirm title={t('dwelling.leaveAsk')} okText={t('dwelling.leave')} cancelText={t('action.cancel')} onConfirm={end}>
            <Button loading={withdraw.isPending}>{t('dwelling.leave')}</Button>
          </Popconfirm>
        )}
      </span>
    </li>
  );
}
