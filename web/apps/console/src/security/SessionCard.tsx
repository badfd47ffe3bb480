import type { SessionRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Mark } from '../page/Mark';
import { browser } from './browser';

interface Props { row: SessionRow; end(): void; pending: boolean }

/** One browser that is signed in. */
export function SessionCard({ row, end, pending }: Props) {
  const { t, moment } = useTexts();
  return (
    <li className="ll-panel ll-session">
      <div>
        <h2 title={row.agent}>{browser(row.agent) || t('security.unknown')} {row.current && <Mark tone="good">{t('security.current')}</Mark>}</h2>
        <p className="ll-soft">{[row.origin, t('security.begun', { at: moment(row.begun_at) }), t('security.seen', { at: moment(row.seen_at) })].filter(Boolean).join(' · ')}</p>
        <p className="ll-soft">{t('security.expires', { at: moment(row.expires_at) })}</p>
      </div>
      {!row.current && <Button danger loading={pending} onClick={end}>{t('security.end')}</Button>}
    </li>
  );
}
