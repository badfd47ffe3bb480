import type { DoorCode } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from '../page/Link';
import { Mark } from '../page/Mark';
import { PlainTable } from '../page/PlainTable';
import { ChangeCode } from './ChangeCode';

interface Props { rows: DoorCode[]; choose(unit: string): void }

/** The codes of a building by unit, and what may be done to each. */
export function CodeTable({ rows, choose }: Props) {
  const { t, say, moment } = useTexts();
  const [asking, ask] = useState<{ row: DoorCode; withdraw: boolean } | null>(null);
  const columns = [
    { key: 'unit', title: t('housing.unit'), render: ({ unit }: DoorCode) => <Link to={`/housing/units/${unit.id}`}>{say(unit.label)}</Link> },
    { key: 'short', title: t('doors.short'), render: ({ short }: DoorCode) => short },
    { key: 'state', title: t('doors.state'), render: ({ code }: DoorCode) => (code ? <Mark tone="good">{t('doors.holds')}</Mark> : <Mark tone="care">{t('doors.withdrawn')}</Mark>) },
    { key: 'since', title: t('doors.since'), render: ({ since }: DoorCode) => moment(since) },
    {
      key: 'deeds', title: t('cases.act'), render: (row: DoorCode) => (
        <span className="ll-row-actions">
          {row.code && <Button size="small" onClick={() => choose(row.unit.id)}>{t('doors.printOne')}</Button>}
          <Button size="small" onClick={() => ask({ row, withdraw: false })}>{t('doors.replace')}</Button>
          {row.code && <Button size="small" danger onClick={() => ask({ row, withdraw: true })}>{t('doors.withdraw')}</Button>}
        </span>
      ),
    },
  ];
  return (
    <>
      <PlainTable label={t('doors.title')} columns={columns} rows={rows} />
      {asking && <ChangeCode key={`${asking.row.unit.id}-${String(asking.withdraw)}`} row={asking.row} withdraw={asking.withdraw} close={() => ask(null)} />}
    </>
  );
}
