import type { CaseSubclass } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** Dangers that a form is no answer to: said first, with the number to call. */
export function Stoppers({ subclass, answers }: { subclass: CaseSubclass; answers: Record<string, string> }) {
  const { t, say } = useTexts();
  const shown = subclass.stoppers.filter(({ question, answer }) => question === '' || answers[question] === answer);
  return <>{shown.map(({ text, call }, index) => <p key={index} className="lf-stopper" role="alert">{say(text)}<a href={`tel:${call}`}>{t('portal.call', { n: call })}</a></p>)}</>;
}
