import type { EventQuestion } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input, InputNumber, Radio } from 'antd';

/** One question as it is answered. */
export function PreviewAnswer({ question, value, change }: { question: EventQuestion; value: string; change(value: string): void }) {
  const { t, say } = useTexts();
  const ask = say(question.ask);
  if (question.kind === 'number') return <InputNumber aria-label={ask} min={0} value={value === '' ? null : Number(value)} onChange={(next) => change(next === null ? '' : String(next))} />;
  if (question.kind === 'text') return <Input aria-label={ask} maxLength={500} value={value} onChange={(event) => change(event.target.value)} />;
  const options = question.kind === 'yes_no'
    ? [{ value: 'yes', label: t('catalogue.yes') }, { value: 'no', label: t('catalogue.no') }]
    : question.options.map(({ id, text }) => ({ value: id, label: say(text) || id }));
  return <Radio.Group aria-label={ask} options={options} value={value} onChange={(event) => change(String(event.target.value))} />;
}
