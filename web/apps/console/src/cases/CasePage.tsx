import { useTexts } from '@linli/kit/texts';
import { NearPanel } from '../dispatch/NearPanel';
import { MapSlot } from '../map/MapSlot';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Mark } from '../page/Mark';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { ActionBar } from './ActionBar';
import { AnswerList } from './AnswerList';
import { CaseFacts } from './CaseFacts';
import { CaseState } from './CaseState';
import { ClockPanel } from './ClockPanel';
import { Due } from './Due';
import { EvidencePanel } from './EvidencePanel';
import { ReporterPanel } from './ReporterPanel';
import { Timeline } from './Timeline';
import { useCase, useLiveCases } from './queries';

/** A case: what is the matter, what may be done now, its clock, its evidence, and all that was done. */
export default function CasePage({ id }: { id: string }) {
  const { t, say, word, number } = useTexts();
  const found = useCase(id);
  useLiveCases();
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  return (
    <Page
      title={say(row.subclass.title)} lead={say(row.place.label)}
      facts={<><Code value={row.number} /><CaseState value={row.state} />{row.severity !== 'ordinary' && <Mark tone={row.severity === 'urgent' ? 'bad' : 'care'}>{word('case_severity', row.severity)}</Mark>}{row.reports > 1 && <Mark tone="care">{t('cases.reports', { n: number(row.reports) })}</Mark>}{row.due_at && <Due at={row.due_at} state={row.state} />}</>}
    >
      <div className="ll-aside-right">
        <div className="ll-column">
          <section className="ll-panel">
            <p className="ll-case-told">{row.words}</p>
            <AnswerList answers={row.answers} />
          </section>
          <ActionBar row={row} />
          <section className="ll-panel"><h2>{t('cases.timeline')}</h2><Timeline actions={row.actions} /></section>
        </div>
        <div className="ll-column">
          <ClockPanel row={row} />
          {row.offers.includes('offer') && <NearPanel row={row} />}
          <section className="ll-panel" aria-label={t('cases.facts')}>
            {row.place.point && <MapSlot className="ll-map-small" at={row.place.point} zoom={16.4} building={row.place.kind === 'building' ? row.place.id : null} />}
            <CaseFacts row={row} />
          </section>
          <EvidencePanel row={row} />
          <ReporterPanel row={row} />
        </div>
      </div>
    </Page>
  );
}
