import { type MicroEventDetail, read } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { heard, within } from '../sync/server';
import { useField } from '../sync/useField';

/** Photos of a micro-event: asked for with a connection, each look on the log, nothing of it kept on this device. */
export function MicroPhotos({ id }: { id: string }) {
  const { t } = useTexts();
  const { link } = useField();
  const [row, setRow] = useState<MicroEventDetail | null>(null);
  const [error, setError] = useState<unknown>(null);
  const off = link !== 'online';
  const ask = () => { setError(null); heard(read<MicroEventDetail>(`/api/cases/micro-events/${id}`, {}, within(30))).then(setRow, setError); };
  const files = row?.may_see_photos ? [...row.before.map((file) => ({ file, about: t('micro.photoBefore') })), ...row.after.map((file) => ({ file, about: t('micro.photoAfter') }))] : [];
  return (
    <section className="lf-form">
      <h2>{t('micro.photos')}</h2>
      <p className="lf-soft">{t(off ? 'field.loggedOffline' : 'micro.photosAsk')}</p>
      <Failure error={error} />
      {!row && <Button className="lf-second" isDisabled={off} onPress={ask}>{t('micro.photos')}</Button>}
      {row && !row.may_see_photos && <p className="lf-soft">{t('micro.photosShut')}</p>}
      {files.map(({ file, about }) => <img key={file} className="lf-picture" src={`/api/cases/micro-events/${id}/photos/${file}`} alt={about} />)}
    </section>
  );
}
