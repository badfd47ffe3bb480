import type { OwnTask } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';

/** What to do next, in the order in which the server puts it: danger, what is overdue, what is due. */
export function TaskList({ tasks, open }: { tasks: OwnTask[]; open(notice: string): void }) {
  const { t, say, moment } = useTexts();
  const show = (task: OwnTask) => {
    if (task.notice) open(task.notice);
    else document.getElementById(`${task.hazard ? 'hazard' : 'rating'}-${task.hazard ?? task.rating ?? ''}`)?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <h2>{t('own.next')}</h2>
      {tasks.length === 0 && <p className="lp-soft">{t('own.nothing')}</p>}
      <ol className="lp-dwellings">
        {tasks.map((task) => (
          <li key={`${task.kind.name}-${task.hazard ?? task.notice ?? task.rating ?? ''}`}>
            <b>{say(task.kind.label)}{task.about ? ` · ${say(task.about)}` : ''}</b>
            <span>{say((task.unit ?? task.building).label)}</span>
            <span className={task.overdue || task.severity?.name === 'immediate' ? 'lp-urgent' : 'lp-soft'}>
              {[task.severity && say(task.severity.label), task.overdue && t('own.overdue'), task.due_at && t('own.dueBy', { at: moment(task.due_at) })].filter(Boolean).join(' · ')}
            </span>
            <Button className="lp-second" onPress={() => show(task)}>{t('own.open')}</Button>
          </li>
        ))}
      </ol>
    </>
  );
}
