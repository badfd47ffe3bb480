import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { EventQuestion } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Input } from 'antd';
import { Field } from './Field';
import { PickField } from './PickField';
import { SaidField } from './SaidField';
import { moved, nextId } from './lists';
import { OptionFields } from './OptionFields';

const kinds = ['choice', 'yes_no', 'number', 'text'];

interface Props { legend: string; stem: string; questions: EventQuestion[]; locked: boolean; change(questions: EventQuestion[]): void }

/** What is asked, in order; a new question has an id that begins with the stem. */
export function QuestionFields({ legend, stem, questions, locked, change }: Props) {
  const { t, word } = useTexts();
  const set = (at: number, next: Partial<EventQuestion>) => change(questions.map((each, index) => (index === at ? { ...each, ...next } : each)));
  const kindOf = (at: number, kind: string) => set(at, { kind, options: kind === 'choice' ? questions[at]?.options ?? [] : [] });
  return (
    <fieldset className="ll-entry-part">
      <legend>{legend}</legend>
      {questions.map((question, index) => (
        <div key={index} className="ll-entry-card">
          <div className="ll-entry-row">
            <Field name={t('catalogue.id')}><Input aria-label={t('catalogue.questionId', { n: index + 1 })} disabled={locked} maxLength={60} value={question.id} onChange={(event) => set(index, { id: event.target.value })} /></Field>
            <PickField name={t('catalogue.answeredBy')} value={question.kind} locked={locked} options={kinds.map((value) => ({ value, label: word('question_kind', value) }))} change={(kind) => kindOf(index, kind)} />
            {!locked && (
              <span className="ll-entry-tools">
                <Button type="text" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={t('catalogue.up', { n: index + 1 })} onClick={() => change(moved(questions, index, -1))} />
                <Button type="text" icon={<ArrowDownOutlined />} disabled={index === questions.length - 1} aria-label={t('catalogue.down', { n: index + 1 })} onClick={() => change(moved(questions, index, 1))} />
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('catalogue.removeQuestion', { n: index + 1 })} onClick={() => change(questions.filter((_, at) => at !== index))} />
              </span>
            )}
          </div>
          <SaidField name={t('catalogue.question', { n: index + 1 })} value={question.ask} locked={locked} change={(ask) => set(index, { ask })} />
          {question.kind === 'choice' && <OptionFields options={question.options} locked={locked} change={(options) => set(index, { options })} />}
        </div>
      ))}
      {!locked && <Button icon={<PlusOutlined />} onClick={() => change([...questions, { id: nextId(stem, questions), kind: 'yes_no', ask: { zh: '', en: '' }, options: [] }])}>{t('catalogue.addQuestion')}</Button>}
    </fieldset>
  );
}
