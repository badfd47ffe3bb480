import type { MappedColumn } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Checkbox, Select } from 'antd';
import { typesOf } from './fields';
import { WordsInput } from './WordsInput';

const formats = ['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD', 'MM/DD/YYYY', 'DD/MM/YYYY'].map((value) => ({ value, label: value }));
const schemes = ['cn', 'us', 'plain'];

/** How the cells of a column are read: its type, and what the type asks for. */
export function KindDetail({ column, onChange }: { column: MappedColumn; onChange(column: MappedColumn): void }) {
  const { t, word } = useTexts();
  const kinds = typesOf(column.field);
  const named = (key: 'mapping.kindOf' | 'mapping.formatsOf' | 'mapping.schemeOf') => t(key, { column: column.name });
  return (
    <span className="ll-kind">
      {kinds.length > 1
        ? <Select aria-label={named('mapping.kindOf')} value={column.kind} options={kinds.map((kind) => ({ value: kind, label: word('kind', kind) }))} onChange={(kind) => onChange({ ...column, kind })} />
        : <span>{word('kind', column.kind)}</span>}
      {column.kind === 'day' && <Select className="ll-wide" mode="tags" aria-label={named('mapping.formatsOf')} value={column.formats} options={formats} onChange={(next: string[]) => onChange({ ...column, formats: next })} />}
      {(column.kind === 'identity_number' || column.kind === 'phone') && (
        <Select aria-label={named('mapping.schemeOf')} value={column.scheme ?? 'plain'} popupMatchSelectWidth={false} options={schemes.map((scheme) => ({ value: scheme, label: word('scheme', scheme) }))} onChange={(scheme) => onChange({ ...column, scheme })} />
      )}
      {column.kind === 'sex' && <><WordsInput label={word('value', 'male')} value={column.male} onChange={(male) => onChange({ ...column, male })} /><WordsInput label={word('value', 'female')} value={column.female} onChange={(female) => onChange({ ...column, female })} /></>}
      {column.kind === 'flag' && <><WordsInput label={t('mapping.yes')} value={column.yes} onChange={(yes) => onChange({ ...column, yes })} /><WordsInput label={t('mapping.no')} value={column.no} onChange={(no) => onChange({ ...column, no })} /></>}
      {column.field === 'name' && <Checkbox checked={column.mixed} onChange={(event) => onChange({ ...column, mixed: event.target.checked })}>{t('mapping.mixed')}</Checkbox>}
    </span>
  );
}
