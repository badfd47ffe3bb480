import { address, type Exchange } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ExportMenu } from '../page/ExportMenu';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { useAccount } from '../session/context';
import { useExchanges, useSourceCorrections } from './queries';
import { ReceiptForm } from './ReceiptForm';

/** What went out, when, with which digest, and who has it. */
export function ExchangeLog() {
  const { t, say, number, moment } = useTexts();
  const { query, set } = useList();
  const { roles } = useAccount();
  const rows = useExchanges(query.page, query.size);
  const sources = useSourceCorrections();
  const [asked, ask] = useState<Exchange | null>(null);
  const may = roles.includes('district_officer') || roles.includes('data_engineer');
  const receipt = (row: Exchange) => {
    if (row.received_at) return t('exchange.receiptBy', { who: row.received_by ?? '', when: moment(row.received_at) });
    return may ? <Button size="small" onClick={() => ask(row)}>{t('exchange.receiptGive')}</Button> : '–';
  };
  const columns: Column<Exchange>[] = [
    { key: 'number', title: t('exchange.number'), width: 80, render: (row) => row.number },
    { key: 'source', title: t('exchange.table'), render: (row) => <span className="ll-source">{say(sources.data?.find(({ source }) => source === row.source)?.title ?? null)}<small className="ll-wrap">{row.reason}</small></span> },
    { key: 'when', title: t('exchange.when'), render: (row) => moment(row.sent_at) },
    { key: 'items', title: t('exchange.itemsN'), number: true, render: (row) => number(row.items) },
    { key: 'answered', title: t('exchange.answered'), number: true, render: (row) => number(row.answered) },
    { key: 'digest', title: t('exchange.digest'), render: (row) => <code className="ll-digest">{row.digest}</code> },
    { key: 'receipt', title: t('exchange.receipt'), render: receipt },
  ];
  return (
    <>
      <div className="ll-list-bar">
        <span className="ll-grow" />
        <ExportMenu files={[{ label: t('list.exportCsv'), href: address('/api/exchanges', { format: 'csv' }) }]} />
      </div>
      <RowsTable
        label={t('exchange.log')} columns={columns} rowKey={(row) => String(row.number)} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} empty={{ title: t('exchange.logNone'), action: t('exchange.logNoneDo') }}
      />
      {asked && <ReceiptForm row={asked} close={() => ask(null)} />}
    </>
  );
}
