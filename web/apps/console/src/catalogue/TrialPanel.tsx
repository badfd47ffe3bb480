import type { CaseCatalogue, RoutingRule } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input } from 'antd';
import { useState } from 'react';
import { AreaSelect } from '../accounts/AreaSelect';
import { ErrorState } from '../page/ErrorState';
import { Field } from './Field';
import { PickField } from './PickField';
import { type RuleTold, useTrial } from './queries';
import { RuleWay } from './RuleWay';

interface Props { catalogue: CaseCatalogue; rules: RoutingRule[]; rule: RuleTold | null; ended: string | null }

/** Where would this go? As rules stand, and with the one that is being written or ended. */
export function TrialPanel({ catalogue, rules, rule, ended }: Props) {
  const { t, say } = useTexts();
  const [subclass, setSubclass] = useState(catalogue.subclasses[0]?.id ?? '');
  const [area, setArea] = useState<string>();
  const [at, setAt] = useState('');
  const when = at === '' ? null : new Date(at);
  const known = when !== null && !Number.isNaN(when.getTime());
  const trial = useTrial(area === undefined || subclass === '' ? null : { subclass, area, at: known ? when.toISOString() : null, rule, ended });
  const options = catalogue.subclasses.map(({ id, title }) => ({ value: id, label: say(title) }));
  const drafts = rule !== null || ended !== null;
  return (
    <section className="ll-panel" aria-label={t('routing.trial')}>
      <h2>{t('routing.trial')}</h2>
      <p className="ll-soft">{t('routing.trialLead')}</p>
      <div className="ll-entry-row">
        <PickField name={t('routing.of')} value={subclass} options={options} locked={false} change={setSubclass} />
        <label className="ll-entry-field" htmlFor="trial-area"><span>{t('routing.area')}</span><AreaSelect id="trial-area" value={area} onChange={setArea} /></label>
        <Field name={t('routing.at')}><Input type="datetime-local" aria-label={t('routing.at')} value={at} onChange={(event) => setAt(event.target.value)} /></Field>
      </div>
      {trial.isError && <ErrorState error={trial.error} retry={() => void trial.refetch()} />}
      {trial.data && (
        <div className="ll-rule-ways" role="status">
          <RuleWay title={drafts ? t('routing.before') : t('routing.now')} way={trial.data.before} rules={rules} />
          {drafts && <RuleWay title={t('routing.after')} way={trial.data.after} rules={rules} />}
        </div>
      )}
    </section>
  );
}
