import { usePush } from '@linli/kit/push';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { pushWorker } from './pushWorker';

/** Push on this device, and the other devices that are told by it. */
export function PushPanel() {
  const { t, moment } = useTexts();
  const push = usePush(pushWorker);
  return (
    <section className="lp-card" aria-label={t('push.title')}>
      <h2>{t('push.title')}</h2>
      <small>{t('push.lead')}</small>
      <Failure error={push.error} />
      {push.says && <p role="status">{t(push.says)}</p>}
      {push.state === 'off' && <Button className="lp-second" isDisabled={push.busy} onPress={push.turnOn}>{t('push.on')}</Button>}
      {push.state && push.devices.length === 0 && <small>{t('push.none')}</small>}
      {push.devices.length > 0 && <small>{t('push.titleLead')}</small>}
      <ul className="lp-dwellings">
        {push.devices.map((each) => (
          <li key={each.id}>
            <b>{each.device}</b>
            {each.id === push.here && <span>{t('push.here')}</span>}
            <small>{t('push.added', { at: moment(each.made_at) })} · {each.told_at ? t('push.told', { at: moment(each.told_at) }) : t('push.never')}</small>
            <label className="lp-tick">
              <input type="checkbox" aria-label={t('push.titleOf', { device: each.device })} disabled={push.busy} checked={each.shows_title} onChange={(event) => push.show(each, event.target.checked)} /> {t('push.showsTitle')}
            </label>
            <Button className="lp-plain" aria-label={t('push.removeOf', { device: each.device })} isDisabled={push.busy} onPress={() => push.remove(each)}>{t('push.remove')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
