import { useTexts } from '@linli/kit/texts';
import { unsentOf } from '../sync/Field';
import { useField } from '../sync/useField';
import type { Route } from './useRoute';

/** Signs of the ways, drawn in a square of 24. */
const signs = {
  today: 'M5 6h14M5 12h14M5 18h9', map: 'M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z', report: 'M12 5v14M5 12h14', outbox: 'M12 16V5m0 0L8 9m4-4l4 4M5 15v4h14v-4', me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c1-4 4-5 7-5s6 1 7 5',
} as const;

/** Pages that a way leads on to. */
const ways: Partial<Record<Route['page'], Route['page']>> = { case: 'today', micro: 'today', visit: 'today', hazard: 'today', collect: 'report' };

/** The ways through the app, where the thumb is. */
export function NavBar({ page }: { page: Route['page'] }) {
  const { t } = useTexts();
  const { entries } = useField();
  const unsent = unsentOf(entries);
  const at = ways[page] ?? page;
  return (
    <nav className="lf-nav" aria-label={t('field.ways')}>
      {(['today', 'map', 'report', 'outbox', 'me'] as const).map((way) => (
        <a key={way} href={`#/${way}`} aria-current={at === way ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d={signs[way]} /></svg>
          <span>{t(`field.way.${way}`)}</span>
          {way === 'outbox' && unsent > 0 && <em>{unsent}</em>}
        </a>
      ))}
    </nav>
  );
}
