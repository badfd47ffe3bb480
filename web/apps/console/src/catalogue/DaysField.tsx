import { PlusOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { isDay } from './calendarWords';
import { Field } from './Field';

interface Props { name: string; value: string[]; locked: boolean; change(value: string[]): void }

/** Some days, in order: one is added once it is whole. */
export function DaysField({ name, value, locked, change }: Props) {
  const { t } = useTexts();
  const [next, setNext] = useState('');
  const ready = isDay(next) && !value.includes(next);
  const add = () => {
    change([...value, next].sort());
    setNext('');
  };
  return (
    <Field name={name}>
      <div className="ll-entry-days">
        {value.map((day) => <Tag key={day} closable={locked ? false : { 'aria-label': t('catalogue.removeDay', { day }) }} onClose={(event) => { event.preventDefault(); change(value.filter((each) => each !== day)); }}>{day}</Tag>)}
        {locked && value.length === 0 && <span className="ll-soft">{t('catalogue.noDays')}</span>}
        {!locked && (
          <>
            <Input type="date" aria-label={t('catalogue.newDay', { name })} value={next} onChange={(event) => setNext(event.target.value)} onPressEnter={() => { if (ready) add(); }} />
            <Button icon={<PlusOutlined />} disabled={!ready} aria-label={t('catalogue.addDay', { name })} onClick={add} />
          </>
        )}
      </div>
    </Field>
  );
}
