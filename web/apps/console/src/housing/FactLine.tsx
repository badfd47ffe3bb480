import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import type { BuildingFact } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** How an inspected fact looks: whole, in part, nothing, not applicable, or not known. */
function signOf({ fresh, value, answer }: BuildingFact) {
  if (!fresh) return { sign: <QuestionCircleOutlined />, look: 'unknown' };
  if (answer !== null && value === null) return { sign: <MinusCircleOutlined />, look: 'none' };
  if (value === 100) return { sign: <CheckCircleOutlined />, look: 'good' };
  return value === 0 ? { sign: <CloseCircleOutlined />, look: 'bad' } : { sign: <MinusCircleOutlined />, look: 'part' };
}

/** One fact behind a category: what was asked, what was found, and when. */
export function FactLine({ fact }: { fact: BuildingFact }) {
  const { t, say, day } = useTexts();
  const { sign, look } = signOf(fact);
  const old = fact.on !== null && !fact.fresh;
  return (
    <li className={`ll-fact-${look}`}>
      <i aria-hidden="true">{sign}</i>
      <span>{say(fact.ask)}</span>
      <b>{fact.answer ? say(fact.answer) : t('housing.notInspected')}</b>
      <small>{old ? t('housing.tooOld', { day: day(fact.on) }) : fact.on && day(fact.on)}</small>
    </li>
  );
}
