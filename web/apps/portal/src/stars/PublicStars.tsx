import { type PublicStarPlace, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { Field } from '../page/Field';
import { StarPicture } from './StarPicture';
import { StarUses } from './StarUses';

/** Published stars of buildings, by name or around where one is: without an account. */
export function PublicStars() {
  const { t, say, day } = useTexts();
  const [q, setQ] = useState('');
  const [rows, setRows] = useState<PublicStarPlace[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [noPosition, setNoPosition] = useState(false);
  const ask = async (query: { q?: string; lon?: number; lat?: number }) => {
    setError(null);
    setNoPosition(false);
    setChosen(null);
    try {
      setRows(await read<PublicStarPlace[]>('/api/housing/public', query));
    } catch (cause) {
      setRows(null);
      setError(cause);
    }
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    void ask({ q: q.trim() });
  };
  const near = () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => void ask({ lon: coords.longitude, lat: coords.latitude }),
    () => setNoPosition(true),
  );
  return (
    <section className="lp-page">
      <form onSubmit={look}>
        <h1>{t('stars.lead')}</h1>
        <Field label={t('stars.q')} max={80} value={q} onChange={setQ} />
        <div className="lp-buttons">
          <Button type="submit" className="lp-main" isDisabled={q.trim().length < 2}>{t('stars.look')}</Button>
          {'geolocation' in navigator && <Button className="lp-second" onPress={near}>{t('stars.near')}</Button>}
        </div>
      </form>
      <Failure error={error} />
      {noPosition && <p className="lp-note">{t('portal.noPosition')}</p>}
      {rows?.length === 0 && <p className="lp-note">{t('stars.none')}</p>}
      {rows && <StarPicture rows={rows} chosen={chosen} choose={setChosen} label={t('stars.picture')} />}
      {rows && rows.length > 0 && (
        <ul className="lp-star-list" aria-label={t('stars.lead')}>
          {rows.map((row) => (
            <li key={row.code}>
              <button type="button" aria-pressed={row.code === chosen} onClick={() => setChosen(row.code)}>
                <b>{say(row.label)}</b>
                <span>{t('stars.value', { n: row.stars })}</span>
                <small>{t('stars.every', { n: row.every_days })}</small>
                {row.rated_on && <small>{t('stars.rated', { day: day(row.rated_on) })}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="lp-soft">{t('stars.note')}</p>
      <StarUses />
    </section>
  );
}
