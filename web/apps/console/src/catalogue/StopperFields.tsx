import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { EventQuestion, EventStopper } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Input } from 'antd';
import { Field } from './Field';
import { PickField } from './PickField';
import { SaidField } from './SaidField';

interface Props { stoppers: EventStopper[]; questions: EventQuestion[]; locked: boolean; change(stoppers: EventStopper[]): void }

/** Dangers that a form is no answer to: said to everybody, or to whoever gives an answer. */
export function StopperFields({ stoppers, questions, locked, change }: Props) {
  const { t, say } = useTexts();
  const set = (at: number, next: Partial<EventStopper>) => change(stoppers.map((each, index) => (index === at ? { ...each, ...next } : each)));
  const given = questions.flatMap((question) => {
    const answers = question.kind === 'yes_no'
      ? [{ id: 'yes', said: t('catalogue.yes') }, { id: 'no', said: t('catalogue.no') }]
      : question.options.map(({ id, text }) => ({ id, said: say(text) }));
    return answers.map(({ id, said }) => ({ value: `${question.id}=${id}`, label: t('catalogue.whenAnswered', { ask: say(question.ask), answer: said }) }));
  });
  const options = [{ value: '=', label: t('catalogue.toEverybody') }, ...given];
  const waitsFor = (at: number, chosen: string) => {
    const [question = '', answer = ''] = chosen.split('=');
    set(at, { question, answer });
  };
  return (
    <fieldset className="ll-entry-part">
      <legend>{t('catalogue.stoppers')}</legend>
      {stoppers.map((stopper, index) => (
        <div key={index} className="ll-entry-card">
          <div className="ll-entry-row">
            <PickField name={t('catalogue.saidTo')} value={`${stopper.question}=${stopper.answer}`} options={options} locked={locked} change={(chosen) => waitsFor(index, chosen)} />
            <Field name={t('catalogue.call')}><Input aria-label={t('catalogue.callOf', { n: index + 1 })} disabled={locked} maxLength={20} inputMode="tel" value={stopper.call} onChange={(event) => set(index, { call: event.target.value })} /></Field>
            {!locked && <Button type="text" icon={<DeleteOutlined />} aria-label={t('catalogue.removeStopper', { n: index + 1 })} onClick={() => change(stoppers.filter((_, at) => at !== index))} />}
          </div>
          <SaidField name={t('catalogue.stopper', { n: index + 1 })} value={stopper.text} locked={locked} change={(text) => set(index, { text })} />
        </div>
      ))}
      {!locked && <Button icon={<PlusOutlined />} onClick={() => change([...stoppers, { question: '', answer: '', text: { zh: '', en: '' }, call: '' }])}>{t('catalogue.addStopper')}</Button>}
    </fieldset>
  );
}
