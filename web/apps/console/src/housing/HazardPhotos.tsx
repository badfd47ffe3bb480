import type { HazardDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';

/** Photos of a hazard: asked for first, as each look is on the log. */
export function HazardPhotos({ row }: { row: HazardDetail }) {
  const { t, say, moment, word } = useTexts();
  const [shown, show] = useState(false);
  const files = row.steps.flatMap(({ at, deed, evidence }) => evidence.flatMap(({ kind, file }) => (file ? [{ file, kind, at, deed }] : [])));
  if (files.length === 0) return null;
  return (
    <section className="ll-panel">
      <h2>{t('housing.photos')}</h2>
      {shown ? (
        <ul className="ll-photos">
          {files.map(({ file, kind, at, deed }) => (
            <li key={file}><img src={`/api/housing/files/${file}`} alt={t('cases.photoOf', { kind: say(kind.label), at: moment(at) })} /><small>{word('hazard_deed', deed)}</small></li>
          ))}
        </ul>
      ) : <><p className="ll-soft">{t('housing.photosAsk')}</p><Button onClick={() => show(true)}>{t('cases.photosShow', { n: files.length })}</Button></>}
    </section>
  );
}
