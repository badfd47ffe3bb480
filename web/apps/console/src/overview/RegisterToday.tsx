import type { AreaDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { useAccount } from '../session/context';
import { RunState } from '../runs/RunState';
import { MatchToday } from './MatchToday';
import { useLatestRun } from './queries';

const figures = [
  ['buildings', 'buildings'], ['units', 'units'], ['dwellings', 'units'], ['estates', 'estates'],
  ['thoroughfares', 'thoroughfares'], ['areas', 'buildings'],
] as const;

/** What the register holds today, each figure with its list. */
export function RegisterToday({ area }: { area: AreaDetail | undefined }) {
  const { t, say, number, moment } = useTexts();
  const { nav } = useAccount();
  const run = useLatestRun(nav.includes('runs')).data;
  return (
    <section className="ll-panel ll-today" aria-labelledby="today">
      <h2 id="today">{t('overview.register')}</h2>
      <p className="ll-soft">{area ? say(area.name) : '\u00a0'}</p>
      <ul>
        {figures.map(([name, tab]) => (
          <li key={name}>
            <Link to={`/register?tab=${tab}${area ? `&area=${area.id}` : ''}`}>
              <span>{t(`register.${name}`)}</span><b>{number(area?.facts[name])}</b>
            </Link>
          </li>
        ))}
      </ul>
      {nav.includes('runs') && (
        <>
          <h2>{t('overview.lastRun')}</h2>
          {run
            ? <p className="ll-last-run"><Link to={`/runs/${run.id}`}>{moment(run.started_at)}</Link><RunState value={run.state} /></p>
            : <p className="ll-soft">{t('overview.noRun')}</p>}
          {run && run.rates.length > 0 && <MatchToday run={run} />}
        </>
      )}
    </section>
  );
}
