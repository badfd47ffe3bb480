import type { WashCandidate, WashRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** The other addresses a line might mean, the likeliest first. */
export function Candidates({ row }: { row: WashRow }) {
  const { t } = useTexts();
  const columns: Column<WashCandidate>[] = [
    { key: 'label', title: t('wash.candidate'), render: (each) => <Link to={each.kind === 'building' ? `/register/buildings/${each.id}` : `/register/units/${each.id}`}>{each.label}</Link> },
    { key: 'code', title: t('register.code'), render: (each) => <code>{each.code}</code> },
    { key: 'score', title: t('wash.score'), number: true, render: (each) => each.score.toFixed(3) },
  ];
  return <PlainTable label={t('wash.candidates', { n: row.candidates.length })} columns={columns} rows={row.candidates} />;
}
