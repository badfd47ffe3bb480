import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { clockTime } from '../page/clockTime';
import { Failure } from '../page/Failure';
import { useField } from '../sync/useField';

/** The map taken along for where there is no network: its size first, then how far it is, from when it is, and away again. */
export function TakeAlong() {
  const { t, locale } = useTexts();
  const { field, map: { taken, offer, progress }, link } = useField();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = (done: Promise<void>) => { setError(null); setBusy(true); done.catch(setError).finally(() => setBusy(false)); };
  const size = (bytes: number) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(bytes / 1e6);
  return (
    <section className="lf-form" aria-label={t('field.map.along')}>
      <h2>{t('field.map.along')}</h2>
      {taken
        ? <p>{t('field.map.takenAt', { at: clockTime(taken.at, locale), size: size(taken.bytes) })}{!taken.whole && ` ${t('field.map.notWhole')}`}</p>
        : <p className="lf-soft">{t('field.map.alongLead')}</p>}
      {offer && <p role="status">{offer.tiles > 0 ? t('field.map.offer', { n: offer.tiles, size: size(offer.bytes) }) : t('field.map.noArea')}</p>}
      {progress && (
        <div className="lf-progress">
          <progress aria-label={t('field.map.taking')} max={Math.max(1, progress.of)} value={progress.done} />
          <small>{t('field.map.progress', { done: progress.done, n: progress.of, size: size(progress.bytes) })}</small>
        </div>
      )}
      <Failure error={error} known={error ? t('field.map.notTaken') : undefined} />
      <div className="lf-buttons">
        {progress && <Button className="lf-second" onPress={() => field.map.cancel()}>{t('field.cancel')}</Button>}
        {!progress && offer && <Button className="lf-second" onPress={() => field.map.decline()}>{t('field.cancel')}</Button>}
        {!progress && offer && offer.tiles > 0 && <Button className="lf-main" isDisabled={link !== 'online'} onPress={() => run(field.map.take())}>{t('field.map.take')}</Button>}
        {!progress && !offer && taken && <Button className="lf-second" isDisabled={busy} onPress={() => run(field.map.remove())}>{t('field.map.remove')}</Button>}
        {!progress && !offer && <Button className="lf-second" isDisabled={busy || link !== 'online'} onPress={() => run(field.map.measure())}>{t(taken ? 'field.map.again' : 'field.map.measure')}</Button>}
      </div>
    </section>
  );
}
