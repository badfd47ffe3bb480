import type { CaseDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { Due } from './Due';

/** The clock of a case: by when the reporter is contacted, by when it is resolved, who is told next. */
export function ClockPanel({ row }: { row: CaseDetail }) {
  const { t, word, moment } = useTexts();
  if (row.closed_at) return null;
  return (
    <section className="ll-panel">
      <h2>{t('cases.clock')}</h2>
      <dl className="ll-clock">
        <div><dt>{t('cases.resolveDue')}</dt><dd><Due at={row.due_at} state={row.state} /><small>{moment(row.due_at)}</small></dd></div>
        {row.can_contact && (
          <div>
            <dt>{t('cases.contactDue')}</dt>
            <dd>{row.contacted_at ? t('cases.contacted', { at: moment(row.contacted_at) }) : <><Due at={row.contact_due_at} /><small>{moment(row.contact_due_at)}</small></>}</dd>
          </div>
        )}
        {row.next_alarm && <div><dt>{t('cases.next')}</dt><dd>{word('case_audience', row.next_alarm.to)}<small>{moment(row.next_alarm.at)}</small></dd></div>}
      </dl>
      {row.alarmed > 0 && <p className="ll-soft">{t('cases.warned', { n: row.alarmed })}</p>}
      {row.provisional && <Alert type="info" showIcon title={t('cases.provisional')} />}
    </section>
  );
}
