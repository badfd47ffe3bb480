import { Checkbox, type CheckboxOptionType } from 'antd';

interface Given { options: CheckboxOptionType<string>[]; id?: string; value?: string[]; onChange?(chosen: string[]): void }

/** What a proxy may do, to be ticked. A group may not say `aria-required`, which a form's field would pass on to it. */
export function ScopeBoxes({ options, id, value, onChange }: Given) {
  return <Checkbox.Group options={options} {...(id ? { id } : {})} {...(value ? { value } : {})} {...(onChange ? { onChange } : {})} />;
}
