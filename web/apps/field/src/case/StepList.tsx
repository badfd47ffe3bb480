import type { CaseAction } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** Actions of a case: what, by whom, when. */
export function StepList({ actions }: { actions: CaseAction[] }) {
  const { t, say, word, moment } = useTexts();
  const by = (action: CaseAction) => {
    if (action.by) return action.by.me ? t('cases.me') : action.by.name;
    return t(action.actor === 'reporter' ? 'cases.byReporter' : 'cases.byClock');
  };
  return (
    <ol className="lf-steps">
      {actions.map((action) => (
        <li key={action.version}>
          <b>{word('case_deed', action.deed)}</b>{action.about && <span> {say(action.about)}</span>}
          {action.danger && <p className="lf-failure">{t('cases.danger')}</p>}
          {action.answers?.map(({ ask, answer }, index) => <p key={index}>{say(ask)} {say(answer)}</p>)}
          {action.words && action.deed !== 'report' && <p>{action.words}</p>}
          <small>{by(action)} · {moment(action.acted_at ?? action.at)}</small>
        </li>
      ))}
    </ol>
  );
}
