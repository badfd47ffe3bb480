import type { OwnFact, OwnFactRequest } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';
import { factText } from './factText';
import { RequestLine } from './RequestLine';
import { WishForm } from './WishForm';

/** One fact on oneself: what it says, where it is from, and what one asks about it. */
export function FactItem({ fact, request }: { fact: OwnFact; request?: OwnFactRequest }) {
  const texts = useTexts();
  const { t, say, day } = texts;
  const [wish, choose] = useState<'correct' | 'delete' | null>(null);
  const { name, value } = factText(fact, texts);
  const waits = request?.state === 'offered';
  const days = [fact.valid_from && t('rights.from', { day: day(fact.valid_from) }), fact.valid_to && t('rights.to', { day: day(fact.valid_to) }), fact.as_of && t('rights.asOf', { day: day(fact.as_of) })].filter(Boolean);
  return (
    <li>
      <h3>{name} {!fact.stands && <Mark title={t('rights.lowerWhy')}>{t('rights.lower')}</Mark>}</h3>
      <p className="ll-own-value">{value}{fact.to_code && <> <code>{fact.to_code}</code></>}</p>
      {days.length > 0 && <p className="ll-soft">{days.join(' · ')}</p>}
      <p className="ll-soft ll-small">{t('rights.source', { source: say(fact.source), office: say(fact.office), read: day(fact.recorded_at), basis: fact.legal_basis ? say(fact.legal_basis) : t('rights.notStated') })}</p>
      {request && <RequestLine request={request} />}
      {!waits && (
        <span className="ll-row-actions ll-no-print">
          <Button size="small" onClick={() => choose('correct')}>{t('rights.wrong')}</Button>
          <Button size="small" type="text" onClick={() => choose('delete')}>{t('rights.delete')}</Button>
        </span>
      )}
      {wish && <WishForm fact={fact} name={name} wish={wish} close={() => choose(null)} />}
    </li>
  );
}
