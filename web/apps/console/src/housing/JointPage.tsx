import { useTexts } from '@linli/kit/texts';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { HazardLines } from './HazardLines';
import { JointDeeds } from './JointDeeds';
import { JointState } from './JointState';
import { useJoint } from './queries';
import { StepLine } from './StepLine';

/** A joint enforcement: why, which offices come, what they found and ordered, and what is still open. */
export default function JointPage({ id }: { id: string }) {
  const { t, say, day, word } = useTexts();
  const found = useJoint(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  return (
    <Page
      title={t('joints.title')} lead={row.set ? day(row.day) : t('joints.proposedFor', { day: day(row.day) })}
      facts={<><JointState value={row.state} /><Link to={`/housing/buildings/${row.building.id}`}>{say(row.building.label)}</Link></>}
    >
      <section className="ll-panel">
        <h2>{t('joints.reason')}</h2>
        <p>{row.reason}</p>
        <h2>{t('joints.offices')}</h2>
        <ul className="ll-notices">
          <li>{say(row.lead.label)} <small>{t('joints.leads')}</small></li>
          {row.offices.map(({ office, answer }) => <li key={office.name}>{say(office.label)} <small>{answer ? say(answer.label) : t('joints.unanswered')}</small></li>)}
        </ul>
        <JointDeeds row={row} />
      </section>
      <section className="ll-panel"><h2>{t('joints.hazards')}</h2><HazardLines hazards={row.of} /></section>
      {row.findings.length > 0 && (
        <section className="ll-panel">
          <h2>{t('joints.findings')}</h2>
          {row.findings.map(({ office, words, notices }) => (
            <div key={office.name}>
              <h3>{say(office.label)}</h3>
              <p>{words}</p>
              <ul className="ll-notices">{notices.map((notice) => <li key={notice.id}><Link to={`/housing/notices/${notice.id}`}>{say(notice.kind.label)}</Link> <small>{notice.number}</small></li>)}</ul>
            </div>
          ))}
        </section>
      )}
      <section className="ll-panel">
        <h2>{t('joints.steps')}</h2>
        <ol className="ll-case-steps">
          {row.steps.map((step) => <StepLine key={step.id} title={`${word('joint_deed', step.deed)} · ${say(step.office.label)}`} words={step.words} by={step.by} at={step.at} />)}
        </ol>
      </section>
    </Page>
  );
}
