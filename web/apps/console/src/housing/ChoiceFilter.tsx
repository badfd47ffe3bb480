import { useTexts } from '@linli/kit/texts';
import { Select } from 'antd';

interface Props { label: string; choices: { value: string; label: string }[]; value: string | null; onChange(value: string | null): void }

/** A filter over choices that the server names. */
export function ChoiceFilter({ label, choices, value, onChange }: Props) {
  const { t } = useTexts();
  const options = [{ value: '', label: `${label}: ${t('list.all')}` }, ...choices];
  return (
    <Select
      className="ll-filter" aria-label={label} options={options} value={value ?? ''} popupMatchSelectWidth={false}
      showSearch={choices.length > 12 ? { optionFilterProp: 'label' } : false} onChange={(next) => onChange(next || null)}
    />
  );
}
