import { Select } from 'antd';
import { Field } from './Field';
import type { Choice } from './PickField';

/** Some of several. */
export function PickSeveral({ name, value, options, locked, change }: { name: string; value: string[]; options: Choice[]; locked: boolean; change(value: string[]): void }) {
  return (
    <Field name={name}>
      <Select mode="multiple" aria-label={name} disabled={locked} value={value} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={change} />
    </Field>
  );
}
