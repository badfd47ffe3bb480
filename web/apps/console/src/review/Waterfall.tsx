import type { ReviewPair } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { levelTexts } from './level';
import { bars } from './waterfall';

/** The evidence for and against two records being one: bits by comparison, in words and as bars. */
export function Waterfall({ pair, steps }: { pair: ReviewPair['pair']; steps: ReviewPair['steps'] }) {
  const { t, word, bits, percent } = useTexts();
  const chart = bars(pair.weight, steps);
  const place = (at: number) => ((at - chart.low) / (chart.high - chart.low || 1)) * 100;
  const level = (said: string) => levelTexts(said).map((key) => t(key)).join(t('list.or')) || said;
  return (
    <table className="ll-waterfall" aria-label={t('review.evidence')}>
      <thead><tr><th scope="col">{t('review.comparison')}</th><th scope="col">{t('review.level')}</th><th scope="col" className="ll-end">{t('review.bits')}</th><td /></tr></thead>
      <tbody>
        {chart.bars.map((bar, index) => {
          const added = bar.to - bar.from;
          const said = bar.level === null ? t('review.priorWords') : level(bar.level);
          return (
            <tr key={`${bar.key}/${index}`} className={added === 0 ? 'll-soft' : undefined}>
              <th scope="row">{bar.level === null ? t('review.prior') : word('comparison', bar.key)}</th>
              <td>{said}</td>
              <td className="ll-end">{bits(added)}</td>
              <td>
                <span className="ll-bars" aria-hidden="true">
                  <i style={{ left: `${place(0)}%` }} />
                  {added !== 0 && <b className={added < 0 ? 'll-against' : 'll-for'} style={{ left: `${place(Math.min(bar.from, bar.to))}%`, width: `${Math.max(0.6, Math.abs(place(bar.to) - place(bar.from)))}%` }} />}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr><th scope="row">{t('review.sum')}</th><td>{t('review.sumWords', { percent: percent(pair.probability) })}</td><td className="ll-end"><b>{bits(pair.weight)}</b></td><td /></tr>
      </tfoot>
    </table>
  );
}
