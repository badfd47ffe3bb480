import type { HousingNoticeDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { StepLine } from './StepLine';

/** How a notice reached those whom it is for, and that they were reminded, in order. */
export function NoticeServices({ row }: { row: HousingNoticeDetail }) {
  const { t, say, moment } = useTexts();
  return (
    <>
      {row.services.length === 0 && <p className="ll-soft">{t('notices.noServices')}</p>}
      <ol className="ll-case-steps">
        {row.services.map((service, index) => (
          <StepLine key={index} title={`${say(service.way.label)} · ${service.to ? say(service.to.label) : t('notices.toAccounts')}`} words={service.evidence.map(({ kind }) => say(kind.label)).join(' · ') || null} by={service.by} at={service.at} />
        ))}
      </ol>
      {row.acknowledged_at && <p className="ll-soft">{t('notices.acknowledged')} {moment(row.acknowledged_at)}</p>}
      {row.reminded_at && <p className="ll-soft">{t('notices.reminded')} {moment(row.reminded_at)}</p>}
      {row.withdrawn_at && <p className="ll-soft">{t('notices.withdrawn')} {moment(row.withdrawn_at)}</p>}
    </>
  );
}
