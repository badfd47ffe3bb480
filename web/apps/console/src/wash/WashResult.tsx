import { DownloadOutlined } from '@ant-design/icons';
import type { WashRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { RowsList } from '../page/RowsList';
import type { Column } from '../page/RowsTable';
import { useNarrow } from '../page/useNarrow';
import { Candidates } from './Candidates';
import { ClassTag } from './ClassTag';
import { Matched } from './Matched';
import { saveCsv, washCsv } from './csv';
import { Written } from './Written';

const classes = ['A', 'B', 'C', 'none'] as const;

/** The washed lines: class, rule, score and address, with the candidates of each. */
export function WashResult({ rows, again }: { rows: WashRow[]; again(): void }) {
  const { t, number, word } = useTexts();
  const narrow = useNarrow();
  const [only, setOnly] = useState<string | null>(null);
  const shown = only === null ? rows : rows.filter((row) => row.class === only);
  const columns: Column<WashRow>[] = [
    { key: 'written', title: t('wash.written'), render: (row) => <Written line={row.line} components={row.components} /> },
    { key: 'class', title: t('wash.class'), render: (row) => <ClassTag value={row.class} /> },
    { key: 'matched', title: t('wash.matched'), render: (row) => <Matched row={row} /> },
    { key: 'rule', title: t('wash.rule'), render: (row) => word('rule', row.rule) },
    { key: 'score', title: t('wash.score'), number: true, render: (row) => row.score.toFixed(3) },
  ];
  const folded: Column<WashRow> = {
    key: 'candidates', title: t('wash.candidate'),
    render: (row) => row.candidates.length > 0 && <details><summary>{t('wash.candidates', { n: row.candidates.length })}</summary><Candidates row={row} again={again} /></details>,
  };
  return (
    <>
      <div className="ll-list-bar">
        {classes.map((name) => {
          const count = rows.filter((row) => row.class === name).length;
          return (
            <Button key={name} size="small" type={only === name ? 'default' : 'text'} aria-pressed={only === name} disabled={count === 0 && only !== name} onClick={() => setOnly(only === name ? null : name)}>
              <ClassTag value={name} /><b>{number(count)}</b>
            </Button>
          );
        })}
        <span className="ll-grow" />
        <Button icon={<DownloadOutlined />} onClick={() => saveCsv('washed.csv', washCsv(rows))}>{t('wash.downloadCsv')}</Button>
      </div>
      {narrow
        ? <RowsList columns={[...columns, folded]} rows={shown} rowKey={(row) => String(row.row)} />
        : (
          <Table<WashRow>
            aria-label={t('wash.title')} size="middle" dataSource={shown} rowKey="row" scroll={{ x: 'max-content' }}
            pagination={shown.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            columns={[
              { key: 'row', title: t('wash.row'), dataIndex: 'row', align: 'end', width: 64 },
              ...columns.map((column) => ({
                key: column.key, title: column.title, align: column.number ? 'end' as const : 'start' as const,
                render: (_: unknown, row: WashRow) => column.render(row),
                sorter: column.key === 'score' ? (a: WashRow, b: WashRow) => a.score - b.score : undefined, showSorterTooltip: false,
              })),
            ]}
            expandable={{
              rowExpandable: (row) => row.candidates.length > 0,
              expandedRowRender: (row) => <Candidates row={row} again={again} />,
            }}
          />
        )}
    </>
  );
}
