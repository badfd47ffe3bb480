import type { Inspection } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';

/** Photos of inspections: asked for first, as each look is on the log. */
export function InspectionPhotos({ inspections }: { inspections: Inspection[] }) {
  const { t, say, day } = useTexts();
  const [shown, show] = useState(false);
  const files = inspections.flatMap(({ on, unit, photos }) => photos.map((file) => ({ file, kind: unit ? t('housing.visitOf', { unit: say(unit.label) }) : t('housing.visit'), on })));
  if (files.length === 0) return null;
  if (!shown) return <><p className="ll-soft">{t('housing.photosAsk')}</p><Button onClick={() => show(true)}>{t('cases.photosShow', { n: files.length })}</Button></>;
  return (
    <ul className="ll-photos">
      {files.map(({ file, kind, on }) => (
        <li key={file}><img src={`/api/housing/files/${file}`} alt={t('cases.photoOf', { kind, at: day(on) })} /><small>{day(on)}</small></li>
      ))}
    </ul>
  );
}
