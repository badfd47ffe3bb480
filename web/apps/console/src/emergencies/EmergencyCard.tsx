import type { Emergency } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';
import { useAccount } from '../session/context';
import { useCloseEmergency } from './queries';
import { ReviewForm } from './ReviewForm';
import { minutesLeft } from './running';

/** One emergency: where, why, how long, and what the review found. */
export function EmergencyCard({ emergency, now }: { emergency: Emergency; now: number }) {
  const { t, say, moment } = useTexts();
  const { login, roles } = useAccount();
  const close = useCloseEmergency();
  const [reviewing, review] = useState(false);
  const left = minutesLeft(emergency, now);
  const own = emergency.login === login;
  const reviewed = emergency.reviewed_at !== null;
  return (
    <li className="ll-panel ll-session">
      <div>
        <h2>
          <span title={emergency.area}>{say(emergency.place)}</span>{' '}
          {left > 0 && <Mark tone="care">{t('emergency.left', { n: left })}</Mark>}{' '}
          {reviewed
            ? <Mark tone={emergency.proper ? 'good' : 'bad'}>{t(emergency.proper ? 'emergency.proper' : 'emergency.improper')}</Mark>
            : <Mark>{t('emergency.unreviewed')}</Mark>}
        </h2>
        <p>{emergency.reason}</p>
        <p className="ll-soft">{t('emergency.by', { login: emergency.login, from: moment(emergency.opened_at), to: moment(emergency.ends_at) })}</p>
        {reviewed && <p className="ll-soft">{t('emergency.found', { at: moment(emergency.reviewed_at), note: emergency.note ?? '' })}</p>}
      </div>
      <span className="ll-row-actions">
        {own && left > 0 && <Button loading={close.isPending} onClick={() => close.mutate(emergency.id)}>{t('emergency.end')}</Button>}
        {!own && !reviewed && roles.includes('auditor') && <Button type="primary" onClick={() => review(true)}>{t('emergency.review')}</Button>}
      </span>
      {reviewing && <ReviewForm id={emergency.id} close={() => review(false)} />}
    </li>
  );
}
