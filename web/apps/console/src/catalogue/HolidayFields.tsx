import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { CalendarHoliday } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Input } from 'antd';
import { isDay } from './calendarWords';
import { DaysField } from './DaysField';
import { Field } from './Field';
import { SaidField } from './SaidField';

interface Props { holidays: CalendarHoliday[]; year: number; locked: boolean; change(holidays: CalendarHoliday[]): void }

/** Days off, and the days of rest that are worked in return. */
export function HolidayFields({ holidays, year, locked, change }: Props) {
  const { t } = useTexts();
  const set = (at: number, next: Partial<CalendarHoliday>) => change(holidays.map((each, index) => (index === at ? { ...each, ...next } : each)));
  const choose = (at: number, end: 'from' | 'to', day: string) => {
    if (isDay(day)) set(at, end === 'from' ? { from: day } : { to: day });
  };
  const first = `${String(year)}-01-01`;
  const date = (at: number, end: 'from' | 'to', name: string, value: string) => (
    <Field name={name}>
      <Input type="date" aria-label={`${name} ${String(at + 1)}`} disabled={locked} value={value} onChange={(event) => choose(at, end, event.target.value)} />
    </Field>
  );
  return (
    <fieldset className="ll-entry-part">
      <legend>{t('catalogue.holidays')}</legend>
      {holidays.map((holiday, index) => (
        <div key={index} className="ll-entry-card">
          <SaidField name={t('catalogue.holiday', { n: index + 1 })} value={holiday.name} locked={locked} change={(name) => set(index, { name })} />
          <div className="ll-entry-row">
            {date(index, 'from', t('catalogue.firstDayOff'), holiday.from)}
            {date(index, 'to', t('catalogue.lastDayOff'), holiday.to)}
            {!locked && <Button type="text" icon={<DeleteOutlined />} aria-label={t('catalogue.removeHoliday', { n: index + 1 })} onClick={() => change(holidays.filter((_, at) => at !== index))} />}
          </div>
          <DaysField name={t('catalogue.workedFor', { n: index + 1 })} value={holiday.make_up} locked={locked} change={(make_up) => set(index, { make_up })} />
        </div>
      ))}
      {!locked && <Button icon={<PlusOutlined />} onClick={() => change([...holidays, { name: { zh: '', en: '' }, from: first, to: first, make_up: [] }])}>{t('catalogue.addHoliday')}</Button>}
    </fieldset>
  );
}
