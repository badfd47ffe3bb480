import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { AnswerOption } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Input } from 'antd';
import { nextId } from './lists';
import { SaidField } from './SaidField';

/** The answers of a choice. */
export function OptionFields({ options, locked, change }: { options: AnswerOption[]; locked: boolean; change(options: AnswerOption[]): void }) {
  const { t } = useTexts();
  const set = (at: number, next: Partial<AnswerOption>) => change(options.map((each, index) => (index === at ? { ...each, ...next } : each)));
  return (
    <div className="ll-entry-list">
      {options.map((option, index) => (
        <div key={index} className="ll-entry-row">
          <Input aria-label={t('catalogue.optionId', { n: index + 1 })} className="ll-entry-id" disabled={locked} maxLength={40} value={option.id} onChange={(event) => set(index, { id: event.target.value })} />
          <SaidField name={t('catalogue.option', { n: index + 1 })} value={option.text} locked={locked} change={(text) => set(index, { text })} />
          {!locked && <Button type="text" icon={<DeleteOutlined />} aria-label={t('catalogue.removeOption', { n: index + 1 })} onClick={() => change(options.filter((_, at) => at !== index))} />}
        </div>
      ))}
      {!locked && <Button size="small" icon={<PlusOutlined />} onClick={() => change([...options, { id: nextId('option', options), text: { zh: '', en: '' } }])}>{t('catalogue.addOption')}</Button>}
    </div>
  );
}
