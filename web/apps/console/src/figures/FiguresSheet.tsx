import type { CoveragePage, FiguresPage, Named } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useAccount } from '../session/context';
import { BarChart } from './BarChart';
import { type Bar, mostBars, topOf } from './bars';
import { FigureMeanings } from './FigureMeanings';
import { PaperTable } from './PaperTable';
import { useCoverageColumns } from './useCoverageColumns';
import { useFigureColumns } from './useFigureColumns';
import type { CoverWay, Way } from './ways';

interface Props { figures: FiguresPage; coverage: CoveragePage; by: Way; cover: CoverWay }

/** Figures of handling and of patrol as they are printed: what the screen shows, in its order, and of no person. */
export function FiguresSheet({ figures, coverage, by, cover }: Props) {
  const { t, say, word, number, percent, day, moment } = useTexts();
  const { role, office } = useAccount();
  const handling = useFigureColumns(t(`figures.by.${by}`));
  const patrol = useCoverageColumns(cover);
  const area = say(figures.within?.title);
  const period = t('figures.days', { from: day(figures.from), to: day(figures.to) });
  const running = `${area} · ${period}`;
  const part = (value: number | null) => (value === null ? t('figures.none') : percent(value));
  const titled = ({ of }: { of: Named }) => ({ key: of.id, title: say(of.title) });
  const cases: Bar[] = figures.rows.map((row) => ({ ...titled(row), value: row.handled, whole: row.cases, shown: t('figures.handledOf', { handled: number(row.handled), cases: number(row.cases) }) }));
  const inTime: Bar[] = figures.rows.map((row) => ({ ...titled(row), value: row.in_time, shown: part(row.in_time) }));
  const covered: Bar[] = coverage.rows.map((row) => ({ ...titled(row), value: row.part, shown: part(row.part) }));
  const drawn = (bars: Bar[]) => bars.length > 0 && bars.length <= mostBars;
  const made = [word('role', role), say(office)].filter((one) => one !== '–').join(' · ');
  return (
    <div className="ll-paper ll-figures-paper">
      <header><h2>{t('figures.paper')}</h2><p className="ll-paper-number">{running}</p></header>
      <dl>
        <div><dt>{t('figures.by.area')}</dt><dd>{area}</dd></div>
        <div><dt>{t('figures.period')}</dt><dd>{period}</dd></div>
        <div><dt>{t('figures.made')}</dt><dd><time dateTime={figures.made_at}>{moment(figures.made_at)}</time></dd></div>
        <div><dt>{t('figures.madeBy')}</dt><dd>{made}</dd></div>
      </dl>
      <p className="ll-soft ll-small">{t('figures.paperOrder')}</p>
      <section>
        <h2>{t('figures.handling')}</h2>
        {figures.rows.length === 0 && <p className="ll-soft">{t('figures.empty')}</p>}
        {figures.rows.length > 0 && <PaperTable label={t('figures.handling')} running={running} columns={handling} rows={[...figures.rows, figures.all]} />}
        {drawn(cases) && <BarChart title={t('figures.chart.cases')} note={t('figures.chart.casesNote')} top={topOf(cases)} bars={cases} />}
        {drawn(inTime) && <BarChart title={t('figures.chart.inTime')} top={1} bars={inTime} />}
      </section>
      <section>
        <h2>{t('coverage.title')}</h2>
        {coverage.rows.length === 0 && <p className="ll-soft">{t('coverage.empty')}</p>}
        {coverage.rows.length > 0 && <PaperTable label={t('coverage.title')} running={running} columns={patrol} rows={[...coverage.rows, coverage.all]} />}
        {drawn(covered) && <BarChart title={t('figures.chart.coverage')} top={1} bars={covered} />}
      </section>
      <FigureMeanings />
    </div>
  );
}
