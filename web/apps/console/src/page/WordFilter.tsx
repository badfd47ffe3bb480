import { useTexts } from '@linli/kit/texts';
import { Select } from 'antd';

interface Props { label: string; list: string; values: readonly string[]; value: string | null; onChange(value: string | null): void }

/** A filter over a closed list of words. */
export function WordFilter({ label, list, values, value, onChange }: Props) {
  const { t, word } = useTexts();
  const options = [{ value: '', label: `${label}: ${t('list.all')}` }, ...values.map((each) => ({ value: each, label: word(list, each) }))];
  return (
    <Select className="ll-filter" aria-label={label} options={options} value={value ?? ''} popupMatchSelectWidth={false} onChange={(next) => onChange(next || null)} />
  );
}
