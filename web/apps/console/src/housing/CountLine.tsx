import type { ReactNode } from 'react';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';

interface Props { name: ReactNode; n: number; most: number; to?: string; late?: number; lateTo?: string; look?: string }

/** A count with its bar, leading to what it counts; how many of them are late leads there too. */
export function CountLine({ name, n, most, to, late, lateTo, look }: Props) {
  const { t, number } = useTexts();
  const bar = <i aria-hidden="true"><b className={look} style={{ width: `${String(most ? Math.max(n ? 2 : 0, Math.round((n / most) * 100)) : 0)}%` }} /></i>;
  return (
    <li>
      <span className="ll-count-name">{to && n > 0 ? <Link to={to}>{name}</Link> : name}</span>
      {bar}
      <span className="ll-count-n">{number(n)}</span>
      {late !== undefined && (
        <span className={late > 0 ? 'll-count-late' : 'll-count-late ll-soft'}>
          {late > 0 && lateTo ? <Link to={lateTo}>{t('housing.overdueN', { n: late })}</Link> : t('housing.overdueN', { n: late })}
        </span>
      )}
    </li>
  );
}
