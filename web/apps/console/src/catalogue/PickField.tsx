import { Select } from 'antd';
import { Field } from './Field';

/** What is chosen, and what it is called. */
export interface Choice { value: string; label: string }

/** One of several. */
export function PickField({ name, value, options, locked, change }: { name: string; value: string; options: Choice[]; locked: boolean; change(value: string): void }) {
  const known = options.some((option) => option.value === value);
  return (
    <Field name={name}>
      <Select aria-label={name} disabled={locked} value={value} options={options} status={known ? undefined : 'error'} showSearch={{ optionFilterProp: 'label' }} onChange={change} />
    </Field>
  );
}
