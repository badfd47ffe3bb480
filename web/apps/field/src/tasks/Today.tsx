import { useTexts } from '@linli/kit/texts';
import type { Heap, Kept } from '../store/device';
import { useField } from '../sync/useField';
import { OfferCard } from '../duty/OfferCard';
import { DutyLine } from '../duty/DutyLine';
import { MicroList } from '../micro/MicroList';
import { RoundList } from './RoundList';
import { TaskCard } from './TaskCard';

const due = ({ detail }: Kept): number => (detail.due_at ? Date.parse(detail.due_at) : Infinity);

/** What is offered to me, then my tasks, what is due first on top; below them what nobody of my area has taken. */
export function Today() {
  const { t } = useTexts();
  const { cases, syncedAt, denied, round } = useField();
  const heap = (which: Heap) => cases.filter((each) => each.heap === which).sort((a, b) => due(a) - due(b));
  const [offered, mine, free, other] = [heap('offered'), heap('mine'), heap('free'), heap('other')];
  // Who inspects and handles no cases has a round alone.
  if (denied && round) return <div className="lf-page"><h1>{t('field.mine')}</h1><RoundList /></div>;
  if (denied) return <div className="lf-page"><h1>{t('field.mine')}</h1><p className="lf-failure">{t('field.denied')}</p></div>;
  if (syncedAt === null && cases.length === 0) return <div className="lf-page"><h1>{t('field.mine')}</h1><p className="lf-soft">{t('field.notYetHere')}</p></div>;
  return (
    <div className="lf-page">
      <h1>{t('field.mine')}<small>{mine.length}</small></h1>
      <DutyLine />
      <RoundList />
      {offered.length > 0 && <h2>{t('duty.yours')}<small>{offered.length}</small></h2>}
      {offered.map((kept) => <OfferCard key={kept.id} kept={kept} />)}
      {mine.length === 0 && <p className="lf-soft">{t('field.noTasks')}</p>}
      {mine.map((kept) => <TaskCard key={kept.id} kept={kept} />)}
      <MicroList />
      {other.length > 0 && <h2>{t('field.stillHere')}<small>{other.length}</small></h2>}
      {other.map((kept) => <TaskCard key={kept.id} kept={kept} />)}
      {free.length > 0 && <h2>{t('field.free')}<small>{free.length}</small></h2>}
      {free.map((kept) => <TaskCard key={kept.id} kept={kept} />)}
    </div>
  );
}
