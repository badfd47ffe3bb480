import type { MicroEventDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';

/** Photos of a micro-event: asked for first, as each look is on the log. */
export function MicroPhotos({ row }: { row: MicroEventDetail }) {
  const { t } = useTexts();
  const [shown, show] = useState(false);
  const files = [
    ...row.before.map((file) => ({ file, about: t('micro.photoBefore') })),
    ...row.after.map((file) => ({ file, about: t('micro.photoAfter') })),
  ];
  return (
    <section className="ll-panel">
      <h2>{t('micro.photos')}</h2>
      {!row.may_see_photos && <p className="ll-soft">{t('micro.photosShut')}</p>}
      {row.may_see_photos && !shown && <><p className="ll-soft">{t('micro.photosAsk')}</p><Button onClick={() => show(true)}>{t('cases.photosShow', { n: files.length })}</Button></>}
      {row.may_see_photos && shown && (
        <ul className="ll-photos">
          {files.map(({ file, about }) => <li key={file}><img src={`/api/cases/micro-events/${row.id}/photos/${file}`} alt={about} /><small>{about}</small></li>)}
        </ul>
      )}
    </section>
  );
}
