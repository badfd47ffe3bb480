import { useTexts } from '@linli/kit/texts';
import { Select } from 'antd';
import { isSpan, spanOf } from './calendarWords';
import { Field } from './Field';

interface Props { name: string; value: string[]; locked: boolean; change(value: string[]): void }

/** Hours of a day as spans, in order; without one it is off. */
export function HoursField({ name, value, locked, change }: Props) {
  const { t } = useTexts();
  return (
    <Field name={name}>
      <Select
        mode="tags" open={false} suffixIcon={null} aria-label={name} disabled={locked} placeholder={t('catalogue.dayOff')} value={value}
        status={value.every(isSpan) ? undefined : 'error'} onChange={(next: string[]) => change(next.map(spanOf).sort())}
      />
    </Field>
  );
}
