import { useTexts } from '@linli/kit/texts';
import type { Heap, Kept } from '../store/device';
import { useField } from '../sync/useField';
import { TaskCard } from './TaskCard';

const due = ({ detail }: Kept): number => (detail.due_at ? Date.parse(detail.due_at) : Infinity);

/** My tasks, what is due first on top; below them what nobody of my area has taken. */
export function Today() {
  const { t } = useTexts();
  const { cases, syncedAt, denied } = useField();
  const heap = (which: Heap) => cases.filter((each) => each.heap === which).sort((a, b) => due(a) - due(b));
  const [mine, free, other] = [heap('mine'), heap('free'), heap('other')];
  if (denied) return <div className="lf-page"><h1>{t('field.mine')}</h1><p className="lf-failure">{t('field.denied')}</p></div>;
  if (syncedAt === null && cases.length === 0) return <div className="lf-page"><h1>{t('field.mine')}</h1><p className="lf-soft">{t('field.notYetHere')}</p></div>;
  return (
    <div className="lf-page">
      <h1>{t('field.mine')}<small>{mine.length}</small></h1>
      {mine.length === 0 && <p className="lf-soft">{t('field.noTasks')}</p>}
      {mine.map((kept) => <TaskCard key={kept.id} kept={kept} />)}
      {other.length > 0 && <h2>{t('field.stillHere')}<small>{other.length}</small></h2>}
      {other.map((kept) => <TaskCard key={kept.id} kept={kept} />)}
      {free.length > 0 && <h2>{t('field.free')}<small>{free.length}</small></h2>}
      {free.map((kept) => <TaskCard key={kept.id} kept={kept} />)}
    </div>
  );
}
