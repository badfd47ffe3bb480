import type { InspectorProfile } from '@linli/kit/client';
import { span, useTexts } from '@linli/kit/texts';

/** What is kept of how I work, and who set it when: plans go by it where they say nothing else. */
export function OwnHours({ profile }: { profile: InspectorProfile }) {
  const { t, say, word, moment } = useTexts();
  const lines = [
    [t('plan.skills'), profile.skills.map(({ label }) => say(label)).join(' · ')],
    [t('plan.week'), profile.week.map((each) => `${word('weekday', String(each.weekday))} ${span(each)}`).join(' · ')],
    [t('plan.breaks'), profile.breaks.map(span).join(' · ')],
    [t('plan.station'), profile.start ? say(profile.start.label) : ''],
    [t('plan.setAt'), profile.set_by ? `${profile.set_by.name} · ${moment(profile.set_at)}` : t('plan.neverSet')],
  ];
  return (
    <details className="lf-card">
      <summary><span className="lf-what">{t('plan.ownHours')}</span></summary>
      <p className="lf-soft">{t('plan.ownHoursLead')}</p>
      <dl className="lf-facts">{lines.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value || '–'}</dd></div>)}</dl>
    </details>
  );
}
