import { useTexts } from '@linli/kit/texts';
import { useField } from '../sync/useField';

/** Whether one is on duty, with the way to change it. */
export function DutyLine() {
  const { t, moment } = useTexts();
  const { duty } = useField();
  if (!duty.known || duty.denied) return null;
  return (
    <p className="lf-duty">
      <b>{duty.on ? t('duty.on', { at: moment(duty.since) }) : t('duty.off')}</b>
      <a href="#/me">{t(duty.on ? 'duty.end' : 'duty.begin')}</a>
    </p>
  );
}
