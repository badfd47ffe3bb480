import type { Delay } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { Link } from '../page/Link';
import { Mark, type Tone } from '../page/Mark';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useAccount } from '../session/context';
import { type DelayState, stateOf } from './state';

const tones: Record<DelayState, Tone> = { waits: 'care', holds: 'fine', refused: 'bad', told: 'good', lapsed: 'plain' };

interface Props { rows: Delay[]; now: number; decide(delay: Delay): void }

/** Delays with what was asked, what was said to it, and when the looks are told. */
export function DelayTable({ rows, now, decide }: Props) {
  const { t, word, moment } = useTexts();
  const { login, roles, nav } = useAccount();
  const decides = roles.includes('auditor');
  const columns: Column<Delay>[] = [
    {
      key: 'case', title: t('delay.case'),
      render: (row) => <span className="ll-source"><span>{nav.includes('cases') ? <Link to={`/cases/${row.case}`}>{row.case}</Link> : row.case}</span><small>{t('delay.asked', { login: row.login, at: moment(row.asked_at) })}</small></span>,
    },
    { key: 'basis', title: t('delay.basis'), render: (row) => <span className="ll-wrap-narrow">{row.legal_basis}</span> },
    { key: 'reason', title: t('delay.reason'), render: (row) => <span className="ll-wrap-narrow">{row.reason}</span> },
    { key: 'until', title: t('delay.told'), render: (row) => moment(row.until) },
    {
      key: 'state', title: t('delay.state'),
      render: (row) => (
        <span className="ll-source">
          <span><Mark tone={tones[stateOf(row, now)]}>{word('delay_state', stateOf(row, now))}</Mark></span>
          {row.decided_at && <small className="ll-wrap-narrow">{t('delay.decided', { at: moment(row.decided_at), note: row.note ?? '' })}</small>}
        </span>
      ),
    },
  ];
  if (decides) {
    const open = (row: Delay) => row.login !== login && stateOf(row, now) === 'waits';
    columns.push({ key: 'decide', title: t('delay.decide'), render: (row) => (open(row) ? <Button type="primary" onClick={() => decide(row)}>{t('delay.decide')}</Button> : '–') });
  }
  return <PlainTable label={t('delay.title')} columns={columns} rows={rows} />;
}
