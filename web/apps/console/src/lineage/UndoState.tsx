import type { LineageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { UndoForm } from './UndoForm';
import { useMayUndo } from './useMayUndo';

/** Whether a merge or split stands; who may, undoes it with a reason. */
export function UndoState({ row }: { row: LineageRow }) {
  const { t, moment } = useTexts();
  const may = useMayUndo();
  const [open, setOpen] = useState(false);
  if (row.undone_at) return <span className="ll-soft">{t('lineage.undone', { when: moment(row.undone_at) })}</span>;
  if (!may) return <>{t('lineage.stands')}</>;
  return (
    <>
      <Button size="small" onClick={(event) => { event.stopPropagation(); setOpen(true); }}>{t('lineage.undo')}</Button>
      <UndoForm row={row} open={open} close={() => setOpen(false)} />
    </>
  );
}
