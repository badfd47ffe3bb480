import { usePush } from '@linli/kit/push';
import { useTexts } from '@linli/kit/texts';
import { Button, Switch } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Mark } from '../page/Mark';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { pushWorker } from './pushWorker';

/** Push on this device, and the other devices that are told by it. */
export function PushPanel() {
  const { t, moment } = useTexts();
  const push = usePush(pushWorker);
  return (
    <section className="ll-panel">
      <h2>{t('push.title')}</h2>
      <p className="ll-soft">{t('push.lead')}</p>
      {push.error !== null && <ErrorState error={push.error} retry={push.look} />}
      {push.state === null && push.error === null && <RowsSkeleton rows={2} />}
      {push.says && <p role="status">{t(push.says)}</p>}
      {push.state === 'off' && <Button type="primary" loading={push.busy} onClick={push.turnOn}>{t('push.on')}</Button>}
      {push.state && push.devices.length === 0 && <p className="ll-soft">{t('push.none')}</p>}
      {push.devices.length > 0 && <p className="ll-soft">{t('push.titleLead')}</p>}
      <ul className="ll-contacts">
        {push.devices.map((each) => (
          <li key={each.id}>
            <b>{each.device}</b>
            <span>
              {t('push.added', { at: moment(each.made_at) })} · {each.told_at ? t('push.told', { at: moment(each.told_at) }) : t('push.never')} {each.id === push.here && <Mark tone="good">{t('push.here')}</Mark>}
            </span>
            <span className="ll-row-actions">
              <label><Switch size="small" checked={each.shows_title} disabled={push.busy} aria-label={t('push.titleOf', { device: each.device })} onChange={(shows) => push.show(each, shows)} /> {t('push.showsTitle')}</label>
              <Button size="small" danger disabled={push.busy} aria-label={t('push.removeOf', { device: each.device })} onClick={() => push.remove(each)}>{t('push.remove')}</Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
