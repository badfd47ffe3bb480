import type { CaseCatalogue } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Input } from 'antd';
import { AreaSelect } from '../accounts/AreaSelect';
import { useErrorText } from '../page/useErrorText';
import { Field } from './Field';
import { PickField } from './PickField';
import { PickSeveral } from './PickSeveral';
import { type RuleTold, useSetRule } from './queries';

/** A rule in the making; its area is nothing until one is chosen. */
export interface RuleDraft extends Omit<RuleTold, 'area'> { area: string | undefined }

export const emptyRule: RuleDraft = { area: undefined, of: '', hours: 'always', office: '', co_offices: [], reason: '' };

/** The rule as it can be tried: once it says where and to whom. */
export function toldOf({ area, ...rest }: RuleDraft): RuleTold | null {
  return area === undefined || rest.office === '' ? null : { ...rest, area, reason: rest.reason.trim() };
}

interface Props { catalogue: CaseCatalogue; draft: RuleDraft; change(draft: RuleDraft): void }

/** A new rule: where, for what, when, to which office, and why. */
export function RuleForm({ catalogue, draft, change }: Props) {
  const { t, say, word } = useTexts();
  const errorText = useErrorText();
  const setRule = useSetRule();
  const set = (part: Partial<RuleDraft>) => change({ ...draft, ...part });
  const told = toldOf(draft);
  const failed = setRule.error && errorText(setRule.error);
  const offices = catalogue.offices.map(({ id, title }) => ({ value: id, label: say(title) }));
  const about = [
    { value: '', label: t('routing.everything') },
    ...catalogue.classes.flatMap((each) => [
      { value: each.id, label: t('routing.wholeClass', { of: say(each.title) }) },
      ...catalogue.subclasses.filter((one) => one.class === each.id).map(({ id, title }) => ({ value: id, label: say(title) })),
    ]),
  ];
  const hours = ['always', 'working', 'off'].map((value) => ({ value, label: word('rule_hours', value) }));
  return (
    <section className="ll-panel" aria-label={t('routing.new')}>
      <h2>{t('routing.new')}</h2>
      <div className="ll-entry">
        <div className="ll-entry-row">
          <label className="ll-entry-field" htmlFor="rule-area"><span>{t('routing.area')}</span><AreaSelect id="rule-area" value={draft.area} onChange={(area) => set({ area })} /></label>
          <PickField name={t('routing.of')} value={draft.of} options={about} locked={false} change={(of) => set({ of })} />
          <PickField name={t('routing.hours')} value={draft.hours} options={hours} locked={false} change={(next) => set({ hours: next })} />
        </div>
        <div className="ll-entry-row">
          <PickField name={t('catalogue.office')} value={draft.office} options={[{ value: '', label: t('routing.chooseOffice') }, ...offices]} locked={false} change={(office) => set({ office, co_offices: draft.co_offices.filter((id) => id !== office) })} />
          <PickSeveral name={t('catalogue.coOffices')} value={draft.co_offices} options={offices.filter(({ value }) => value !== draft.office)} locked={false} change={(co_offices) => set({ co_offices })} />
        </div>
        <Field name={t('catalogue.reason')}><Input aria-label={t('catalogue.reason')} maxLength={500} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} /></Field>
        {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
        <div className="ll-deeds">
          <Button type="primary" disabled={!told?.reason} loading={setRule.isPending} onClick={() => { if (told) setRule.mutate(told, { onSuccess: () => change(emptyRule) }); }}>{t('routing.set')}</Button>
        </div>
      </div>
    </section>
  );
}
