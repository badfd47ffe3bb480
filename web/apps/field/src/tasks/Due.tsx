import { timeLeft, useTexts } from '@linli/kit/texts';

/** When something is due, and in words how long that is: late in colour, sign and word. */
export function Due({ at, state }: { at: string | null; state: string }) {
  const { t, moment } = useTexts();
  if (!at) return null;
  const { late, unit, n } = timeLeft(at, Date.now());
  const time = t(`cases.${unit}`, { n });
  const words = state === 'waiting' && !late ? t('cases.stands') : t(late ? 'cases.lateBy' : 'cases.leftFor', { time });
  return <p className={late ? 'lf-due lf-late' : 'lf-due'}><b>{late && <span aria-hidden="true">! </span>}{words}</b><span>{moment(at)}</span></p>;
}
