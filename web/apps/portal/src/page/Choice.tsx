import { Label, Radio, RadioGroup } from 'react-aria-components';

interface Props { label: string; options: { id: string; title: string }[]; value: string; onChange(value: string): void }

/** One of a few, each as large as a thumb. */
export function Choice({ label, options, value, onChange }: Props) {
  return (
    <RadioGroup className="lp-radios" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <div>{options.map(({ id, title }) => <Radio key={id} value={id}>{title}</Radio>)}</div>
    </RadioGroup>
  );
}
