import { useTexts } from '@linli/kit/texts';
import { hazardsAt } from '../follow/look';
import { useField } from '../sync/useField';
import { openTargets } from '../visit/visit';

/** Own targets of campaigns that are still to be visited. */
export function TargetList() {
  const { t, say } = useTexts();
  const { targets, entries, round } = useField();
  const open = openTargets(targets, entries);
  if (open.length === 0) return null;
  return (
    <>
      <h2>{t('visit.targets')}<small>{open.length}</small></h2>
      {open.map(({ campaign, target: { id, building, unit, state } }) => {
        const { code, label } = unit ?? building;
        const hazards = hazardsAt(round, code).length;
        return (
          <a key={id} className="lf-card" href={`#/visit/${code}`}>
            <p className="lf-marks"><em className="lf-mark">{say(state.label)}</em>{hazards > 0 && <em className="lf-mark lf-mark-serious">{t('look.openN', { n: hazards })}</em>}</p>
            <b className="lf-what">{say(label)}</b>
            <span className="lf-where">{campaign}</span>
          </a>
        );
      })}
    </>
  );
}
