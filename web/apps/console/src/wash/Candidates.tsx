import type { WashCandidate, WashRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { TeachForm } from './TeachForm';
import { useMayTeach } from './useMayTeach';

/** The other addresses a line might mean, the likeliest first; who answers for the map says which it is. */
export function Candidates({ row, again }: { row: WashRow; again(): void }) {
  const { t } = useTexts();
  const may = useMayTeach();
  const [chosen, setChosen] = useState<WashCandidate | null>(null);
  const columns: Column<WashCandidate>[] = [
    { key: 'label', title: t('wash.candidate'), render: (each) => <Link to={each.kind === 'building' ? `/register/buildings/${each.id}` : `/register/units/${each.id}`}>{each.label}</Link> },
    { key: 'code', title: t('register.code'), render: (each) => <code>{each.code}</code> },
    { key: 'score', title: t('wash.score'), number: true, render: (each) => each.score.toFixed(3) },
  ];
  const choose: Column<WashCandidate> = {
    key: 'choose', title: '',
    render: (each) => <Button size="small" onClick={() => setChosen(each)} aria-label={t('wash.itIs', { place: each.label })}>{t('wash.itIsThis')}</Button>,
  };
  return (
    <>
      <PlainTable label={t('wash.candidates', { n: row.candidates.length })} columns={may ? [...columns, choose] : columns} rows={row.candidates} />
      {chosen && <TeachForm place={chosen.id} label={chosen.label} line={row.line} close={() => setChosen(null)} done={again} />}
    </>
  );
}
