import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { HazardActions } from './HazardActions';
import { HazardDue } from './HazardDue';
import { HazardFacts } from './HazardFacts';
import { HazardPhotos } from './HazardPhotos';
import { HazardState } from './HazardState';
import { HazardSteps } from './HazardSteps';
import { kindsOfHazard } from './noticeKinds';
import { NoticeLines } from './NoticeLines';
import { useHazard } from './queries';
import { Severity } from './Severity';

/** Deeds that only those are offered who may issue notices. */
const officers: ReadonlySet<string> = new Set(['order', 'refer', 'verify', 'withdraw', 'reopen']);

/** A hazard: what it is, where, until when, what may be done now, and all that was done. */
export default function HazardPage({ id }: { id: string }) {
  const { t, say, moment } = useTexts();
  const found = useHazard(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  const acts = row.offers.some((deed) => officers.has(deed));
  const about = [[t('housing.shows'), row.shows], [t('housing.harm'), row.harm], [t('housing.fix'), row.fix]] as const;
  return (
    <Page title={say(row.kind.title)} lead={say((row.place.unit ?? row.place.building).label)} facts={<><Severity value={row.severity} /><HazardState value={row.state} /><HazardDue row={row} /></>}>
      <div className="ll-aside-right">
        <div className="ll-column">
          <section className="ll-panel">
            <dl className="ll-answers ll-answers-wide">{about.map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{say(text)}</dd></div>)}</dl>
          </section>
          <HazardActions row={row} />
          <section className="ll-panel"><h2>{t('cases.timeline')}</h2><HazardSteps row={row} /></section>
        </div>
        <div className="ll-column">
          {row.open && (
            <section className="ll-panel">
              <h2>{t('cases.clock')}</h2>
              <dl className="ll-clock"><div><dt>{t('housing.verifyDue')}</dt><dd><HazardDue row={row} />{!row.suspended && <small>{moment(row.due_at)}</small>}</dd></div></dl>
            </section>
          )}
          <section className="ll-panel" aria-label={t('cases.facts')}><HazardFacts row={row} /></section>
          <HazardPhotos row={row} />
          <section className="ll-panel"><h2>{t('housing.tab.notices')}</h2><NoticeLines of={{ hazard: row.id }} kinds={() => (acts ? kindsOfHazard(row) : [])} /></section>
        </div>
      </div>
    </Page>
  );
}
