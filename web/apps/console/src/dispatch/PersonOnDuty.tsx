import type { ColleagueOnDuty } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { CallButtons } from '../call/CallButtons';

/** Somebody on duty, in two lines. */
export function PersonOnDuty({ one }: { one: ColleagueOnDuty }) {
  const { t, say, moment } = useTexts();
  const offices = one.offices.map(({ title }) => say(title)).join(t('field.and'));
  return (
    <li>
      <div>
        <b>{one.officer.name}{one.officer.me && ` (${t('cases.me')})`}</b>
        <p className="ll-soft">{offices || t('duty.noOffice')}</p>
        <small>{t('duty.since', { at: moment(one.since) })} · {one.position_at ? t('duty.positionAt', { at: moment(one.position_at) }) : t('duty.noPosition')}</small>
      </div>
      <span>
        {t('duty.open', { n: one.open })}
        {!one.officer.me && <CallButtons id={one.officer.id} name={one.officer.name} />}
      </span>
    </li>
  );
}
