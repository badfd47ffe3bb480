import type { CaseQuestion } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Choice } from '../page/Choice';
import { Field } from '../page/Field';

/** A question of the catalogue; each may be left open. */
export function Question({ question, value, onChange }: { question: CaseQuestion; value: string; onChange(value: string): void }) {
  const { t, say } = useTexts();
  const options = question.kind === 'yes_no'
    ? [{ id: 'yes', title: t('portal.yes') }, { id: 'no', title: t('portal.no') }]
    : question.options.map(({ id, title }) => ({ id, title: say(title) }));
  if (options.length === 0) return <Field label={say(question.ask)} type={question.kind === 'number' ? 'number' : 'text'} value={value} onChange={onChange} />;
  return <Choice label={say(question.ask)} value={value} options={options} onChange={onChange} />;
}
