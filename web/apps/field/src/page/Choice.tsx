import { Label, Radio, RadioGroup } from 'react-aria-components';

interface Props { label: string; value: string; options: { id: string; title: string }[]; onChange(value: string): void }

/** One of a few, each large enough for a thumb. */
export function Choice({ label, value, options, onChange }: Props) {
  return (
    <RadioGroup className="lf-radios" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <div>{options.map(({ id, title }) => <Radio key={id} value={id}>{title}</Radio>)}</div>
    </RadioGroup>
  );
}
