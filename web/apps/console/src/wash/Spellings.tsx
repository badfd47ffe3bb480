import type { WashSpelling } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { useSpellings } from './spellings';
import { TeachForm } from './TeachForm';
import { WithdrawSpelling } from './WithdrawSpelling';

/** The spellings that the wash learned of a building or of a unit's building, to add to and to withdraw. */
export function Spellings({ place, label }: { place: string; label: string }) {
  const { t, day } = useTexts();
  const spellings = useSpellings(place);
  const [teaching, setTeaching] = useState(false);
  const [wrong, setWrong] = useState<WashSpelling | null>(null);
  if (spellings.isError) return <ErrorState error={spellings.error} retry={() => void spellings.refetch()} />;
  if (!spellings.data) return null;
  const { may, spellings: rows } = spellings.data;
  if (!may && rows.length === 0) return null;
  const columns: Column<WashSpelling>[] = [
    { key: 'text', title: t('wash.spelling'), render: (row) => row.text },
    { key: 'source', title: t('wash.teachSource'), render: (row) => row.source },
    { key: 'since', title: t('register.since'), render: (row) => day(row.since) },
  ];
  const undo: Column<WashSpelling> = { key: 'undo', title: '', render: (row) => <Button size="small" onClick={() => setWrong(row)} aria-label={t('wash.forgetThis', { text: row.text })}>{t('wash.forget')}</Button> };
  return (
    <section aria-label={t('wash.spellings')} className="ll-spellings">
      <div className="ll-list-bar">
        <strong>{t('wash.spellings')}</strong>
        <span className="ll-grow" />
        {may && <Button onClick={() => setTeaching(true)}>{t('wash.teach')}</Button>}
      </div>
      {rows.length > 0 ? <PlainTable label={t('wash.spellings')} columns={may ? [...columns, undo] : columns} rows={rows} /> : <p className="ll-soft">{t('wash.spellingsNone')}</p>}
      {teaching && <TeachForm place={place} label={label} close={() => setTeaching(false)} />}
      {wrong && <WithdrawSpelling row={wrong} close={() => setWrong(null)} />}
    </section>
  );
}
