import type { Declaration } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../page/Choice';
import { Field } from '../page/Field';
import { type Capacity, tiesOf, uses } from './choices';

interface Props { row: Declaration; send(said: Record<string, unknown>): void; back(): void }

/** Puts right what was declared; whose turn it was then begins anew. */
export function Correct({ row, send, back }: Props) {
  const { t, word } = useTexts();
  const by = row.by.name as Capacity;
  const [usedAs, setUsedAs] = useState(row.used_as.name);
  const [tie, setTie] = useState(row.tie.name);
  const [from, setFrom] = useState(row.from);
  const [until, setUntil] = useState(row.until ?? '');
  const ties = tiesOf(by, row.own, usedAs);
  return (
    <>
      <Choice label={t('declare.usedAs')} value={usedAs} options={uses.map((id) => ({ id, title: word('declared_use', id) }))} onChange={setUsedAs} />
      <Choice label={t('declare.tie')} value={tie} options={ties.map((id) => ({ id, title: word('declared_tie', id) }))} onChange={setTie} />
      <Field label={t('declare.from')} type="date" value={from} onChange={setFrom} />
      <Field label={t('declare.until')} type="date" value={until} onChange={setUntil} />
      <div className="lp-buttons">
        <Button className="lp-plain" onPress={back}>{t('declare.back')}</Button>
        <Button className="lp-main" isDisabled={!from || !ties.includes(tie)} onPress={() => send({ by, tie, used_as: usedAs, from, until: until || null })}>{t('declare.do.correct')}</Button>
      </div>
    </>
  );
}
