import type { RegisterEdit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { EditForm } from './EditForm';
import { useEdits } from './edits';

/** What was done to a building and its units by hand, to be undone by those who may. */
export function EditList({ building }: { building: string }) {
  const { t, word, moment } = useTexts();
  const edits = useEdits(building);
  const [undone, setUndone] = useState<RegisterEdit | null>(null);
  if (!edits.data || edits.data.rows.length === 0) return null;
  const { may, rows } = edits.data;
  const what = (row: RegisterEdit) => word('edit_kind', row.kind);
  const columns: Column<RegisterEdit>[] = [
    { key: 'what', title: t('edit.what'), render: (row) => <>{what(row)} {row.undone && <Mark tone="plain">{t('edit.undone')}</Mark>}</> },
    { key: 'why', title: t('edit.why'), render: (row) => row.reason },
    { key: 'at', title: t('register.when'), render: (row) => moment(row.at) },
  ];
  const undo: Column<RegisterEdit> = {
    key: 'undo', title: '', render: (row) => row.can_undo && <Button size="small" onClick={() => setUndone(row)} aria-label={t('edit.undoThis', { what: what(row), when: moment(row.at) })}>{t('edit.undo')}</Button>,
  };
  return (
    <section aria-label={t('edit.title')} className="ll-spellings">
      <div className="ll-list-bar"><strong>{t('edit.title')}</strong></div>
      <PlainTable label={t('edit.title')} columns={may ? [...columns, undo] : columns} rows={rows} />
      {undone && <EditForm title={t('edit.undo')} lead={t('edit.undoLead')} deed={() => ({ deed: 'undo', edit: undone.id })} close={() => setUndone(null)} />}
    </section>
  );
}
