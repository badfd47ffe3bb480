import { useTexts } from '@linli/kit/texts';
import { useEffect } from 'react';
import { isAlong } from '../sync/round';
import { useField } from '../sync/useField';
import { Due } from '../tasks/Due';
import { buildingOf } from '../visit/visit';
import { hazardAhead, hazardsAt, labelOf } from './look';

/** The hazards that are open at a place, what is due first on top; of a place outside the round from the next network on. */
export function HazardList({ place }: { place: string }) {
  const { t, say } = useTexts();
  const { field, round, entries } = useField();
  const building = buildingOf(place);
  const along = isAlong(round, building);
  useEffect(() => { if (!along) void field.goesTo(building); }, [field, along, building]);
  const rows = hazardsAt(round, place).map((row) => hazardAhead(row, entries));
  if (!along) return <p className="lf-soft">{t('look.notAlong')}</p>;
  if (rows.length === 0) return <p className="lf-soft">{t('look.none')}</p>;
  return (
    <section>
      <h2>{t('look.open')}<small>{rows.length}</small></h2>
      {rows.map(({ row, waiting, stuck }) => (
        <a key={row.id} className={row.severity.name === 'ordinary' ? 'lf-card' : 'lf-card lf-card-serious'} href={`#/hazard/${row.id}`}>
          <p className="lf-marks">
            <em className="lf-mark">{say(row.severity.label)}</em>
            <em className="lf-mark">{say(row.state.label)}</em>
            {waiting.length > 0 && <em className={stuck ? 'lf-mark lf-mark-stuck' : 'lf-mark lf-mark-unsent'}>{t(stuck ? 'field.needsYou' : 'field.notSentYet')}</em>}
          </p>
          <b className="lf-what">{say(row.kind.title)}</b>
          <span className="lf-where">{say(labelOf(row))}</span>
          {!row.suspended && <Due at={row.due_at} state={row.state.name} />}
        </a>
      ))}
    </section>
  );
}
