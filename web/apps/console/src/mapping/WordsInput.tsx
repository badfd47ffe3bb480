import { Select } from 'antd';

interface Props { label: string; value: string[]; onChange(words: string[]): void }

/** The words of a table that stand for one value. */
export function WordsInput({ label, value, onChange }: Props) {
  return <span className="ll-words-input"><span>{label}</span><Select mode="tags" open={false} suffixIcon={null} aria-label={label} value={value} onChange={onChange} /></span>;
}
