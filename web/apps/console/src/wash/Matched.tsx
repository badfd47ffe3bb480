import type { WashRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { Mark } from '../page/Mark';

/** The registered address a line was matched to. */
export function Matched({ row }: { row: WashRow }) {
  const { t } = useTexts();
  if (!row.id) return <span className="ll-soft">{t('wash.noMatch')}</span>;
  const to = row.kind === 'building' ? `/register/buildings/${row.id}` : `/register/units/${row.id}`;
  return (
    <span className="ll-matched">
      <Link to={to}>{row.label}</Link>
      {row.historical && <Mark>{t('wash.historical')}</Mark>}
      {row.code && <code>{row.code}</code>}
    </span>
  );
}
