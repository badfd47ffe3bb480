import type { WorkingCalendar } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input, Select } from 'antd';
import { weekdays, yearsOf } from './calendarWords';
import { Field } from './Field';
import { HolidayFields } from './HolidayFields';
import { HoursField } from './HoursField';
import { NumberField } from './NumberField';
import { SaidField } from './SaidField';

interface Props { calendar: WorkingCalendar; locked: boolean; change(next: WorkingCalendar): void }

/** The working calendar: hours of the week, years whose days off are arranged, and those days. */
export function CalendarFields({ calendar, locked, change }: Props) {
  const { t, locale } = useTexts();
  const set = (part: Partial<WorkingCalendar>) => change({ ...calendar, ...part });
  const hoursOf = (at: number, hours: string[]) => set({ week: calendar.week.map((each, index) => (index === at ? hours : each)) });
  const year = calendar.years.at(-1) ?? new Date().getFullYear();
  return (
    <div className="ll-entry">
      <p className="ll-soft">{t('catalogue.calendarLead')}</p>
      <SaidField name={t('catalogue.name')} value={calendar.title} locked={locked} change={(title) => set({ title })} />
      <Field name={t('catalogue.source')}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} aria-label={t('catalogue.source')} disabled={locked} maxLength={300} value={calendar.source} onChange={(event) => set({ source: event.target.value })} /></Field>
      <div className="ll-entry-row">
        <NumberField name={t('catalogue.offsetMinutes')} value={calendar.offset_minutes} min={-720} max={840} locked={locked} change={(offset_minutes) => set({ offset_minutes })} />
        <Field name={t('catalogue.years')}>
          <Select mode="tags" open={false} suffixIcon={null} aria-label={t('catalogue.years')} disabled={locked} value={calendar.years.map(String)} onChange={(next: string[]) => set({ years: yearsOf(next) })} />
        </Field>
      </div>
      <fieldset className="ll-entry-part">
        <legend>{t('catalogue.week')}</legend>
        {weekdays(locale).map((name, index) => <HoursField key={name} name={name} value={calendar.week[index] ?? []} locked={locked} change={(hours) => hoursOf(index, hours)} />)}
        <HoursField name={t('catalogue.makeUpHours')} value={calendar.make_up} locked={locked} change={(make_up) => set({ make_up })} />
      </fieldset>
      <HolidayFields holidays={calendar.holiday} year={year} locked={locked} change={(holiday) => set({ holiday })} />
    </div>
  );
}
