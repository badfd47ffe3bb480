import type { CollectionRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { AnswerList } from '../cases/AnswerList';

/** What was noted of a place, item by item; its photos are asked for first, as each look is on the log. */
export function CollectionForm({ row }: { row: CollectionRow }) {
  const { t } = useTexts();
  const [shown, show] = useState(false);
  return (
    <>
      <AnswerList answers={row.notes} />
      {row.words && <p>{row.words}</p>}
      {row.photos.length > 0 && !shown && <><p className="ll-soft">{t('micro.photosAsk')}</p><Button onClick={() => show(true)}>{t('cases.photosShow', { n: row.photos.length })}</Button></>}
      {shown && <ul className="ll-photos">{row.photos.map((file, index) => <li key={file}><img src={`/api/cases/collections/${row.id}/photos/${file}`} alt={t('collect.photoN', { n: index + 1 })} /></li>)}</ul>}
    </>
  );
}
