import type { Alias } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { PlainTable } from '../page/PlainTable';
import { type Column } from '../page/RowsTable';
import { AddAlias } from './AddAlias';
import { ChangeAlias } from './ChangeAlias';
import { useEdits } from './edits';

interface Props { aliases: Alias[]; building: string; unit?: string }

/** The other names and spellings of a place, each with who writes it so; to be put right by those who may. */
export function AliasList({ aliases, building, unit }: Props) {
  const { t, word, day } = useTexts();
  const may = useEdits(building).data?.may ?? false;
  const [adding, setAdding] = useState(false);
  const [changed, setChanged] = useState<{ alias: Alias; withdraw: boolean } | null>(null);
  const columns: Column<Alias>[] = [
    { key: 'text', title: t('register.alias'), render: (row) => row.text },
    { key: 'kind', title: t('register.kind'), render: (row) => word('alias', row.kind) },
    { key: 'source', title: t('register.source'), render: (row) => row.source },
    { key: 'since', title: t('register.since'), render: (row) => day(row.since) },
  ];
  const deeds: Column<Alias> = {
    key: 'deeds', title: '', render: (row) => (
      <Space wrap>
        <Button size="small" onClick={() => setChanged({ alias: row, withdraw: false })} aria-label={t('edit.correctThis', { text: row.text })}>{t('edit.correctAlias')}</Button>
        <Button size="small" onClick={() => setChanged({ alias: row, withdraw: true })} aria-label={t('edit.withdrawThis', { text: row.text })}>{t('edit.withdrawAlias')}</Button>
      </Space>
    ),
  };
  return (
    <>
      {may && <div className="ll-list-bar"><Button onClick={() => setAdding(true)}>{t('edit.addAlias')}</Button></div>}
      {aliases.length > 0 ? <PlainTable label={t('register.aliases')} columns={may ? [...columns, deeds] : columns} rows={aliases} /> : <p className="ll-soft">{t('register.aliasesNone')}</p>}
      {adding && <AddAlias building={building} unit={unit ?? null} close={() => setAdding(false)} />}
      {changed && <ChangeAlias {...changed} close={() => setChanged(null)} />}
    </>
  );
}
