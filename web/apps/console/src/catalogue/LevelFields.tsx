import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { WarningLevel } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { NumberField } from './NumberField';
import { PickField } from './PickField';

const audiences = ['officer', 'office', 'lead', 'supervisor'];

interface Props { legend: string; levels: WarningLevel[]; locked: boolean; change(levels: WarningLevel[]): void }

/** Levels of warning and escalation: at which part of a time limit whom is told. */
export function LevelFields({ legend, levels, locked, change }: Props) {
  const { t, word } = useTexts();
  const set = (at: number, next: Partial<WarningLevel>) => change(levels.map((each, index) => (index === at ? { ...each, ...next } : each)));
  const options = audiences.map((value) => ({ value, label: word('case_audience', value) }));
  const further = { percent: (levels.at(-1)?.percent ?? 25) + 25, to: levels.at(-1)?.to ?? 'officer' };
  return (
    <fieldset className="ll-entry-part">
      <legend>{legend}</legend>
      {levels.map((level, index) => (
        <div key={index} className="ll-entry-row">
          <NumberField name={t('catalogue.levelAt', { n: index + 1 })} value={level.percent} min={1} max={1000} locked={locked} change={(percent) => set(index, { percent })} />
          <PickField name={t('catalogue.levelTo', { n: index + 1 })} value={level.to} options={options} locked={locked} change={(to) => set(index, { to })} />
          {!locked && <Button type="text" icon={<DeleteOutlined />} aria-label={t('catalogue.removeLevel', { n: index + 1 })} onClick={() => change(levels.filter((_, at) => at !== index))} />}
        </div>
      ))}
      {!locked && <Button icon={<PlusOutlined />} onClick={() => change([...levels, further])}>{t('catalogue.addLevel')}</Button>}
    </fieldset>
  );
}
