import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Select } from 'antd';
import { useWhither } from './queries';

interface Props { row: CaseDetail; value?: string; onChange?(value: string): void; id?: string }

/** Who of the office could take the case: whoever has the fewest comes first. */
export function OfficerSelect({ row, value, onChange, id }: Props) {
  const { t } = useTexts();
  const found = useWhither(row.subclass.id, row.place.area, row.office.id);
  const options = found.data?.people.map(({ officer, held }) => ({ value: officer.id, label: `${officer.name} · ${t('cases.held', { n: held })}` }));
  return <Select id={id} value={value} onChange={onChange} loading={found.isPending} options={options} notFoundContent={t('cases.noOfficers')} />;
}
