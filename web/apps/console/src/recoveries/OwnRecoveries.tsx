import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useOwnRecoveries, useToldRecoveries } from './queries';

/** Tells the holder of an account what officers asked or did about it, until it was read. */
export function OwnRecoveries() {
  const { t, word, moment } = useTexts();
  const own = useOwnRecoveries().data ?? [];
  const told = useToldRecoveries();
  if (own.length === 0) return null;
  const over = own.some(({ state }) => !['asked', 'agreed'].includes(state));
  const lines = own.map((row) => (
    <li key={row.id}>{t('recovery.told', { lost: word('lost', row.lost), state: word('recovery_state', row.state), asker: row.asker, agreer: row.agreer ?? '–', at: moment(row.asked_at), reason: row.reason })}</li>
  ));
  return (
    <Alert
      type="warning" showIcon banner title={t('recovery.toldTitle')} description={<ul className="ll-told">{lines}</ul>}
      action={over && <Button size="small" loading={told.isPending} onClick={() => told.mutate()}>{t('recovery.toldRead')}</Button>}
    />
  );
}
