import type { Limit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { InputNumber, Select } from 'antd';
import { Field } from './Field';

/** What a time limit is counted in. */
const counted = ['hours', 'working_hours', 'days', 'working_days'];

/** A time limit: how many of what. */
export function LimitField({ name, value, locked, change }: { name: string; value: Limit; locked: boolean; change(value: Limit): void }) {
  const { t, word } = useTexts();
  return (
    <Field name={name}>
      <div className="ll-entry-limit">
        <InputNumber
          aria-label={name} min={1} max={10_000} precision={0} disabled={locked} value={value.count} status={value.count > 0 ? undefined : 'error'}
          onChange={(count) => change({ ...value, count: count ?? 0 })}
        />
        <Select
          aria-label={t('catalogue.countedIn', { name })} disabled={locked} value={value.counted} options={counted.map((each) => ({ value: each, label: word('counted', each) }))}
          onChange={(next: string) => change({ ...value, counted: next })}
        />
      </div>
    </Field>
  );
}
