import { Input, Label, Text, TextArea, TextField } from 'react-aria-components';

interface Props { label: string; value: string; onChange(value: string): void; hint?: string; long?: boolean; type?: string; max?: number; mode?: 'numeric'; complete?: string }

/** A field with its name above it. */
export function TextInput({ label, value, onChange, hint, long, type = 'text', max = 200, mode, complete = 'off' }: Props) {
  return (
    <TextField className="lf-field" value={value} onChange={onChange} maxLength={max} type={long ? undefined : type} inputMode={mode}>
      <Label>{label}</Label>
      {long ? <TextArea rows={3} /> : <Input autoComplete={complete} />}
      {hint && <Text slot="description">{hint}</Text>}
    </TextField>
  );
}
