import type { AuditRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import type { Column } from '../page/RowsTable';

/** The columns of the log as an auditor reads it. */
export function useAuditColumns(): Column<AuditRow>[] {
  const { t, say, word, moment } = useTexts();
  return [
    { key: 'at', title: t('audit.at'), width: 160, render: (row) => <span className="ll-source"><span>{moment(row.at)}</span>{row.told_at && <small>{t('audit.toldAt', { at: moment(row.told_at) })}</small>}</span> },
    {
      key: 'who', title: t('audit.who'),
      render: (row) => <span className="ll-source"><span>{row.login || t('audit.operator')}</span><small>{[say(row.role), say(row.office)].filter((part) => part !== '–').join(' · ')}</small></span>,
    },
    {
      key: 'what', title: t('audit.what'),
      render: (row) => <span className="ll-source"><span>{word('deed', row.action)}</span><small>{[say(row.purpose), row.own ? t('audit.ofOwn') : word('basis', row.basis)].join(' · ')}</small></span>,
    },
    { key: 'fields', title: t('audit.fields'), render: (row) => <span className="ll-marks">{row.fields.map((field) => <Mark key={field.en}>{say(field)}</Mark>)}</span> },
    { key: 'people', title: t('audit.people'), render: (row) => <span title={row.people.join('\n')}>{t('audit.peopleN', { n: row.people.length })}</span> },
  ];
}
