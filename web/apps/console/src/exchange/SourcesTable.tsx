import type { SourceCorrections } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useAccount } from '../session/context';
import { MakeList } from './MakeList';
import { useSourceCorrections } from './queries';

/** The departments' tables, and how far what is offered to each is. */
export function SourcesTable() {
  const { t, say, number } = useTexts();
  const { query, set } = useList();
  const { roles } = useAccount();
  const rows = useSourceCorrections();
  const [asked, ask] = useState<SourceCorrections | null>(null);
  const may = roles.includes('district_officer');
  const count = (key: 'offered' | 'sent' | 'accepted' | 'refused' | 'withdrawn'): Column<SourceCorrections> => ({ key, title: t(`exchange.${key}`), number: true, render: (row) => number(row[key]) });
  const columns: Column<SourceCorrections>[] = [
    { key: 'title', title: t('exchange.table'), render: (row) => <span className="ll-source">{say(row.title)}<small>{say(row.office)}</small></span> },
    count('offered'), count('sent'), count('accepted'), count('refused'), count('withdrawn'),
    ...(may ? [{ key: 'make', title: t('exchange.list'), render: (row: SourceCorrections) => <Button size="small" disabled={row.offered === 0} onClick={() => ask(row)}>{t('exchange.make')}</Button> }] : []),
  ];
  return (
    <>
      <RowsTable
        label={t('exchange.sources')} columns={columns} rowKey={(row) => row.source} data={rows.data && { rows: rows.data, total: rows.data.length, page: 1, size: rows.data.length }}
        pending={rows.isPending} error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} empty={{ title: t('exchange.none'), action: t('exchange.noneDo') }}
      />
      {asked && <MakeList row={asked} close={() => ask(null)} />}
    </>
  );
}
