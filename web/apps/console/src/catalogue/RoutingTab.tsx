import type { RoutingRule } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { useCatalogue } from '../cases/queries';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useNarrow } from '../page/useNarrow';
import { useRules } from './queries';
import { EndRule } from './EndRule';
import { emptyRule, RuleForm, toldOf } from './RuleForm';
import { TrialPanel } from './TrialPanel';

/** A place's own rules of routing, one that is being written, and where something would go with it and without. */
export function RoutingTab() {
  const { t, say, word } = useTexts();
  const locked = useNarrow();
  const rules = useRules();
  const catalogue = useCatalogue().data;
  const [draft, setDraft] = useState(emptyRule);
  const [ended, setEnded] = useState<string | null>(null);
  const rows = rules.data?.rows ?? [];
  const line = (rule: RoutingRule) => (
    <li key={rule.id} className={rule.applies ? undefined : 'll-rule-off'}>
      <div>
        <b>{say(rule.area.title)}</b>
        <span>{rule.of ? say(rule.of.title) : t('routing.everything')}</span>
        <span className="ll-tag">{word('rule_hours', rule.hours)}</span>
        <span>{t('routing.to', { office: say(rule.office.title) })}</span>
        {rule.co_offices.length > 0 && <span className="ll-soft">{t('routing.with', { offices: rule.co_offices.map(({ title }) => say(title)).join(t('catalogue.between')) })}</span>}
      </div>
      <p>{rule.reason}</p>
      {!rule.applies && <small>{t('routing.officeGone')}</small>}
      {!locked && <EndRule rule={rule} looking={ended === rule.id} look={(looks) => setEnded(looks ? rule.id : null)} />}
    </li>
  );
  return (
    <>
      <section className="ll-panel" aria-label={t('routing.title')}>
        <h2>{t('routing.title')}</h2>
        <p className="ll-soft">{t('routing.lead')}</p>
        {rules.isError && <ErrorState error={rules.error} retry={() => void rules.refetch()} />}
        {rules.isPending && <RowsSkeleton rows={3} />}
        {rules.data && rows.length === 0 && <EmptyState title={t('routing.none')} action={t('routing.noneLead')} />}
        {rows.length > 0 && <ol className="ll-rules">{rows.map(line)}</ol>}
      </section>
      {catalogue && !locked && <RuleForm catalogue={catalogue} draft={draft} change={setDraft} />}
      {catalogue && <TrialPanel catalogue={catalogue} rules={rows} rule={locked ? null : toldOf(draft)} ended={ended} />}
      {locked && <p className="ll-soft">{t('catalogue.onDesktop')}</p>}
    </>
  );
}
