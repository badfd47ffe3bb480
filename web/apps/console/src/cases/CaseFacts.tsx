import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Descriptions } from 'antd';
import { Link } from '../page/Link';

/** Who has the case, where it came in, what it rests on. */
export function CaseFacts({ row }: { row: CaseDetail }) {
  const { t, say, word, moment } = useTexts();
  const at = row.place.kind && row.place.id && `/register/${row.place.kind === 'unit' ? 'units' : 'buildings'}/${row.place.id}`;
  const other = (id: string) => <Link to={`/cases/${id}`}>{t('cases.openOther')}</Link>;
  const facts = [
    { key: 'office', label: t('cases.office'), children: say(row.office.title) },
    ...(row.co_offices.length ? [{ key: 'co', label: t('cases.coOffices'), children: row.co_offices.map(({ title }) => say(title)).join(' · ') }] : []),
    { key: 'officer', label: t('cases.officer'), children: row.officer ? (row.officer.me ? `${row.officer.name} (${t('cases.me')})` : row.officer.name) : t('cases.nobody') },
    { key: 'place', label: t('cases.place'), children: at ? <Link to={at}>{say(row.place.label)}</Link> : say(row.place.label) },
    { key: 'class', label: t('cases.class'), children: say(row.class.title) },
    { key: 'door', label: t('cases.door'), children: word('case_door', row.door) },
    { key: 'reported', label: t('cases.reported'), children: moment(row.reported_at) },
    ...(row.outcome ? [{ key: 'outcome', label: t('cases.outcome'), children: word('case_outcome', row.outcome) }] : []),
    ...(row.responsible ? [{ key: 'responsible', label: t('cases.responsible'), children: say(row.responsible) }] : []),
    ...(row.merged_into ? [{ key: 'merged', label: t('cases.mergedInto'), children: other(row.merged_into) }] : []),
    ...(row.split_from ? [{ key: 'split', label: t('cases.splitFrom'), children: other(row.split_from) }] : []),
    { key: 'basis', label: t('cases.basis'), children: row.legal_basis || t('cases.basisNone') },
  ];
  return <Descriptions colon={false} column={1} size="small" items={facts} className="ll-described" />;
}
