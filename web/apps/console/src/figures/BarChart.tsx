import { type Bar, lengthOf } from './bars';

interface Props { title: string; note?: string; top: number; bars: Bar[] }

/** Bars drawn as vectors, in the order of their table: no order of merit. */
export function BarChart({ title, note, top, bars }: Props) {
  return (
    <figure className="ll-chart">
      <figcaption><b>{title}</b>{note && <span className="ll-soft ll-small">{note}</span>}</figcaption>
      <ul>
        {bars.map((bar) => (
          <li key={bar.key}>
            <span>{bar.title}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="ll-chart-ground" width="100" height="10" />
              {bar.whole !== undefined && <rect className="ll-chart-whole" width={lengthOf(bar.whole, top)} height="10" />}
              <rect className="ll-chart-value" width={lengthOf(bar.value, top)} height="10" />
            </svg>
            <span className="ll-chart-shown">{bar.shown}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
