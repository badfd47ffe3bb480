import type { ProxyRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Popconfirm } from 'antd';
import { Mark, type Tone } from '../page/Mark';
import { useErrorText } from '../page/useErrorText';
import { ActingFor } from './ActingFor';
import { useEndProxy } from './queries';

const tones: Record<string, Tone> = { waiting: 'care', held: 'good', refused: 'bad' };

/** One proxy or guardian: who, what for, until when, and the end of it. */
export function ProxyCard({ row }: { row: ProxyRow }) {
  const { t, say, word, moment } = useTexts();
  const errorText = useErrorText();
  const end = useEndProxy();
  const failed = end.error && errorText(end.error);
  const minor = row.kind === 'guardian' && row.acting;
  const other = row.other ?? t(minor ? 'proxy.minor' : 'proxy.nobodyYet');
  const stands = row.state === 'waiting' || row.state === 'held';
  return (
    <li className="ll-panel">
      <h2>{t(row.acting ? 'proxy.iAct' : 'proxy.forMe', { other })} <Mark tone={tones[row.state]}>{word('proxy_state', row.state)}</Mark></h2>
      <p>{row.scopes.map((scope) => word('proxy_scope', scope)).join(' · ')}</p>
      {row.dwelling && <p className="ll-soft">{say(row.dwelling)}</p>}
      {row.word && <p><b>{t('proxy.guardianWord', { word: row.word })}</b></p>}
      {row.reason && <p>{t('dwelling.reason', { reason: row.reason })}</p>}
      <p className="ll-soft">{t('proxy.until', { at: moment(row.ends_at) })}</p>
      {row.acting && row.state === 'held' && <ActingFor row={row} />}
      {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      {stands && (
        <Popconfirm title={t('proxy.endAsk')} okText={t('proxy.end')} cancelText={t('action.cancel')} onConfirm={() => end.mutate(row.id)}>
          <Button danger loading={end.isPending}>{t('proxy.end')}</Button>
        </Popconfirm>
      )}
    </li>
  );
}
