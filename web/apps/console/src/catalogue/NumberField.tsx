import { InputNumber } from 'antd';
import { Field } from './Field';

interface Props { name: string; value: number; min: number; max: number; locked: boolean; change(value: number): void }

/** A whole number with its name above it. */
export function NumberField({ name, value, min, max, locked, change }: Props) {
  return (
    <Field name={name}>
      <InputNumber aria-label={name} min={min} max={max} precision={0} disabled={locked} value={value} onChange={(next) => change(next ?? min)} />
    </Field>
  );
}
