import type { Run } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { ClassBar } from '../sources/ClassBar';
import { ClassLegend } from '../sources/ClassLegend';

/** How the addresses of each source washed in a run; each line leads to its source. */
export function MatchToday({ run }: { run: Run }) {
  const { t, say } = useTexts();
  return (
    <>
      <h2>{t('runs.rates')}</h2>
      <ClassLegend />
      <ul className="ll-match">
        {run.rates.map((rate) => (
          <li key={`${rate.source}/${rate.role}`}><Link to={`/sources/${rate.source}`}><span>{say(rate.name)}</span><ClassBar counts={rate} /></Link></li>
        ))}
      </ul>
    </>
  );
}
