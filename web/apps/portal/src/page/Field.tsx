import { Input, Label, Text, TextArea, TextField } from 'react-aria-components';

interface Props { label: string; value: string; onChange(value: string): void; hint?: string; long?: boolean; type?: string; max?: number; complete?: string }

/** A field with its name above it. */
export function Field({ label, value, onChange, hint, long, type = 'text', max = 200, complete = 'off' }: Props) {
  return (
    <TextField className="lp-field" value={value} onChange={onChange} maxLength={max} type={long ? undefined : type}>
      <Label>{label}</Label>
      {long ? <TextArea rows={5} /> : <Input autoComplete={complete} />}
      {hint && <Text slot="description">{hint}</Text>}
    </TextField>
  );
}
