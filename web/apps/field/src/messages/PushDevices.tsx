import { usePush } from '@linli/kit/push';
import { useTexts } from '@linli/kit/texts';
import { Button, Switch } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { pushWorker } from './pushWorker';

/** Push on this device, and the other devices that are told by it. */
export function PushDevices() {
  const { t, moment } = useTexts();
  const push = usePush(pushWorker);
  return (
    <section className="lf-form lf-push" aria-label={t('push.title')}>
      <h2>{t('push.title')}</h2>
      <p className="lf-soft">{t('push.lead')}</p>
      <Failure error={push.error} />
      {push.says && <p role="status">{t(push.says)}</p>}
      {push.state === 'off' && <Button className="lf-main" isDisabled={push.busy} onPress={push.turnOn}>{t('push.on')}</Button>}
      {push.state && push.devices.length === 0 && <p className="lf-soft">{t('push.none')}</p>}
      {push.devices.length > 0 && <p className="lf-soft">{t('push.titleLead')}</p>}
      <ul>
        {push.devices.map((each) => (
          <li key={each.id} className="lf-card">
            <b>{each.device}</b>
            {each.id === push.here && <span>{t('push.here')}</span>}
            <small>{t('push.added', { at: moment(each.made_at) })} · {each.told_at ? t('push.told', { at: moment(each.told_at) }) : t('push.never')}</small>
            <Switch className="lf-switch" aria-label={t('push.titleOf', { device: each.device })} isDisabled={push.busy} isSelected={each.shows_title} onChange={(shows) => push.show(each, shows)}>
              <i aria-hidden="true" />{t('push.showsTitle')}
            </Switch>
            <Button className="lf-second" aria-label={t('push.removeOf', { device: each.device })} isDisabled={push.busy} onPress={() => push.remove(each)}>{t('push.remove')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
