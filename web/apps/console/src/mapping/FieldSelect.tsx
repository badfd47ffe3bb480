import { useTexts } from '@linli/kit/texts';
import { Select } from 'antd';
import { fields } from './fields';

interface Props { label: string; value: string; onChange(field: string): void }

/** What a column is for. */
export function FieldSelect({ label, value, onChange }: Props) {
  const { t, word } = useTexts();
  const groups = Object.entries(fields).map(([owner, own]) => ({
    label: word('field_group', owner), title: owner, options: Object.keys(own).map((field) => ({ value: field, label: word('field', field) })),
  }));
  return (
    <Select
      className={value === 'nothing' ? 'll-wide ll-unread' : 'll-wide'} aria-label={label} value={value} onChange={onChange} popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }} options={[{ value: 'nothing', label: t('mapping.nothing') }, ...groups]}
    />
  );
}
