import type { Correction } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { type Column, RowsTable } from '../page/RowsTable';
import { useList } from '../page/useList';
import { WordFilter } from '../page/WordFilter';
import { useAccount } from '../session/context';
import { AnswersUpload } from './AnswersUpload';
import { useAnswers, useCorrections, useSourceCorrections } from './queries';
import { RefuseForm } from './RefuseForm';
import { StateMark } from './StateMark';

const states = ['offered', 'accepted', 'refused', 'withdrawn'] as const;

/** What is offered: the department's column, what is wrong, on whose word, and the answer. No record and no value stands here. */
export function CorrectionTable() {
  const { t, say, word, day } = useTexts();
  const { query, filter, set } = useList();
  const { roles } = useAccount();
  const asked = { source: filter('source'), state: filter('state'), page: query.page, size: query.size };
  const rows = useCorrections(asked);
  const sources = useSourceCorrections();
  const answers = useAnswers();
  const [refused, refuse] = useState<Correction | null>(null);
  const title = (id: string) => say(sources.data?.find(({ source }) => source === id)?.title ?? null);
  const may = roles.includes('district_officer') || roles.includes('data_engineer');
  const columns: Column<Correction>[] = [
    { key: 'column', title: t('exchange.column'), render: (row) => <span className="ll-source">{row.column}<small>{title(row.source)}</small></span> },
    { key: 'fault', title: t('exchange.fault'), render: (row) => word('fault', row.fault) },
    { key: 'evidence', title: t('exchange.evidence'), render: (row) => <span className="ll-source">{row.evidence ? say(row.evidence) : t('exchange.register')}{row.evidence_at && <small>{day(row.evidence_at)}</small>}</span> },
    { key: 'list', title: t('exchange.list'), render: (row) => row.exchange ?? '–' },
    { key: 'state', title: t('exchange.state'), render: (row) => <StateMark state={row.state} reason={row.reason} /> },
    ...(may ? [{
      key: 'answer', title: t('exchange.answer'), render: (row: Correction) => (row.state === 'offered' && (
        <span className="ll-row-actions">
          <Button size="small" loading={answers.isPending && answers.variables[0]?.item === row.id} onClick={() => answers.mutate([{ item: row.id, answer: 'accepted', reason: '' }])}>{t('exchange.accept')}</Button>
          <Button size="small" type="text" onClick={() => refuse(row)}>{t('exchange.refuse')}</Button>
        </span>
      )),
    }] : []),
  ];
  const options = [{ value: '', label: `${t('exchange.table')}: ${t('list.all')}` }, ...(sources.data ?? []).map((each) => ({ value: each.source, label: say(each.title) }))];
  return (
    <>
      <div className="ll-list-bar">
        <Select className="ll-filter" aria-label={t('exchange.table')} options={options} value={asked.source ?? ''} popupMatchSelectWidth={false} onChange={(source) => set({ source: source || null })} />
        <WordFilter label={t('exchange.state')} list="correction_state" values={states} value={asked.state} onChange={(state) => set({ state })} />
        <span className="ll-grow" />
        {may && <AnswersUpload />}
      </div>
      <RowsTable
        label={t('exchange.items')} columns={columns} rowKey={(row) => row.id} data={rows.data} pending={rows.isPending} fetching={rows.isPlaceholderData}
        error={rows.error} retry={() => void rows.refetch()} list={{ query, set }} filtered={Boolean(asked.source ?? asked.state)} clear={() => set({ source: null, state: null })}
        empty={{ title: t('exchange.itemsNone'), action: t('exchange.itemsNoneDo') }}
      />
      {refused && <RefuseForm row={refused} close={() => refuse(null)} />}
    </>
  );
}
