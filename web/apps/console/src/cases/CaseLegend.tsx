import { useTexts } from '@linli/kit/texts';
import { colours, signs } from './caseMark';

/** What the points of the map say: urgency by colour, state by sign, each in words. */
export function CaseLegend() {
  const { t, word } = useTexts();
  return (
    <ul className="ll-campaign-legend" aria-label={t('caseMap.legend')}>
      {Object.entries(colours).map(([severity, colour]) => (
        <li key={severity}><i className="ll-case-dot" style={{ background: colour }} aria-hidden="true" />{word('case_severity', severity)}</li>
      ))}
      {Object.entries(signs).map(([state, sign]) => <li key={state}><b aria-hidden="true">{sign}</b> {word('case_state', state)}</li>)}
    </ul>
  );
}
