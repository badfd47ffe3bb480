import { ClockCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { timeLeft, useTexts } from '@linli/kit/texts';

/** When something is due, and how long that is: late in colour, sign and word. */
export function Due({ at, state }: { at: string | null; state?: string }) {
  const { t, moment } = useTexts();
  if (!at) return <span className="ll-soft">–</span>;
  const { late, unit, n } = timeLeft(at, Date.now());
  const time = t(`cases.${unit}`, { n });
  const stands = state === 'waiting' && !late;
  return (
    <span className={late ? 'll-due ll-due-late' : 'll-due'} title={moment(at)}>
      {late ? <WarningOutlined /> : <ClockCircleOutlined />}
      {stands ? t('cases.stands') : t(late ? 'cases.lateBy' : 'cases.leftFor', { time })}
    </span>
  );
}
