import type { CaseAction } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { AnswerList } from './AnswerList';

/** All that was done to a case, the last on top. */
export function Timeline({ actions }: { actions: CaseAction[] }) {
  const { t, say, word, moment } = useTexts();
  const by = (action: CaseAction) => {
    if (action.by) return action.by.me ? t('cases.me') : action.by.name;
    return t(action.actor === 'reporter' ? 'cases.byReporter' : 'cases.byClock');
  };
  return (
    <ol className="ll-case-steps">
      {[...actions].reverse().map((action) => (
        <li key={action.version} className={`ll-step-${action.deed}`}>
          <div><b>{word('case_deed', action.deed)}</b>{action.about && <span>{say(action.about)}</span>}{action.danger && <Mark tone="bad">{t('cases.danger')}</Mark>}</div>
          {action.words && action.deed !== 'report' && <p>{action.words}</p>}
          {action.answers && <AnswerList answers={action.answers} />}
          {action.erased && <p className="ll-soft">{t('cases.erased')}</p>}
          <small>{by(action)} · <time dateTime={action.at}>{moment(action.at)}</time></small>
        </li>
      ))}
    </ol>
  );
}
