import type { PublicStarPlace } from '@linli/kit/client';
import { tokens } from '@linli/kit/tokens';
import { spots } from './picture';

interface Props { rows: PublicStarPlace[]; chosen: string | null; choose(code: string): void; label: string }

/** Buildings where they lie, each with its stars; the list beside it says the same by keyboard. */
export function StarPicture({ rows, chosen, choose, label }: Props) {
  const placed = rows.flatMap((row) => (row.point ? [{ row, point: row.point }] : []));
  if (placed.length === 0) return null;
  const where = spots(placed.map(({ point }) => point));
  return (
    <figure className="lp-star-picture">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        {placed.map(({ row }, at) => (
          <g key={row.code} transform={`translate(${where[at]?.x ?? 50} ${where[at]?.y ?? 50})`} onClick={() => choose(row.code)}>
            <circle r={row.code === chosen ? 5 : 3.6} fill={tokens.starScale[row.stars - 1]} stroke={row.code === chosen ? tokens.accent : tokens.paper} strokeWidth="0.8" />
            <text y="1.6" textAnchor="middle" fontSize="4.4" fill={row.stars > 3 ? tokens.paper : tokens.ink}>{row.stars}</text>
          </g>
        ))}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
