import { useTexts } from '@linli/kit/texts';
import { useField } from '../sync/useField';
import { openTargets } from '../visit/visit';

/** Own targets of campaigns that are still to be visited. */
export function TargetList() {
  const { t, say } = useTexts();
  const { targets, entries } = useField();
  const open = openTargets(targets, entries);
  if (open.length === 0) return null;
  return (
    <>
      <h2>{t('visit.targets')}<small>{open.length}</small></h2>
      {open.map(({ campaign, target: { id, building, unit, state } }) => (
        <a key={id} className="lf-card" href={`#/visit/${(unit ?? building).code}`}>
          <p className="lf-marks"><em className="lf-mark">{say(state.label)}</em></p>
          <b className="lf-what">{say((unit ?? building).label)}</b>
          <span className="lf-where">{campaign}</span>
        </a>
      ))}
    </>
  );
}
