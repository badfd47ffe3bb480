import { type OwnNoticeDetail, read, write } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useCallback, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { newId } from '../page/newId';
import { ObjectForm } from './ObjectForm';
import { Objection } from './Objection';

interface Props { id: string; changed(): void; back(): void }

/** A notice that is served on the reader: its text, its deadline, acknowledgement and objection. */
export function NoticePage({ id, changed, back }: Props) {
  const { t, say, moment } = useTexts();
  const [row, setRow] = useState<OwnNoticeDetail | null>(null);
  const [objecting, object] = useState(false);
  const [press] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const path = `/api/housing/own/notices/${id}`;
  const load = useCallback(async () => {
    try {
      setRow(await read<OwnNoticeDetail>(path));
    } catch (cause) {
      setError(cause);
    }
  }, [path]);
  useEffect(() => { void load(); }, [load]);
  const done = (now: OwnNoticeDetail) => { setRow(now); object(false); changed(); };
  const acknowledge = async (seen: number) => {
    setError(null);
    try {
      done(await write<OwnNoticeDetail>('POST', `${path}/acknowledgement`, { id: press, seen }));
    } catch (cause) {
      setError(cause);
    }
  };
  const leave = <Button className="lp-plain" onPress={back}>{t('own.back')}</Button>;
  if (!row) return <><Failure error={error} />{leave}{!error && <div className="lp-wait" aria-busy="true" />}</>;
  const may = (deed: string) => row.offers.includes(deed);
  const late = !row.objection && !may('object') && row.object_until !== null && row.standing.name !== 'withdrawn';
  return (
    <article className="lp-page-part">
      <h1>{say(row.paper.title)}</h1>
      <small>{say(row.paper.number)}</small>
      <span className="lp-state">{say(row.standing.label)}</span>
      <p>{say(row.paper.opening)}</p>
      <dl className="lp-facts">
        {row.paper.lines.map((line, index) => <div key={index}><dt>{say(line.name)}</dt><dd>{say(line.value)}</dd></div>)}
      </dl>
      {row.paper.closing.map((text, index) => <small key={index}>{say(text)}</small>)}
      <Failure error={error} />
      {row.acknowledged_at && <p className="lp-note">{t('own.acknowledged', { at: moment(row.acknowledged_at) })}</p>}
      {may('acknowledge') && (
        <>
          <p className="lp-soft">{t('own.acknowledgeLead')}</p>
          <div className="lp-buttons"><Button className="lp-main" onPress={() => void acknowledge(row.version)}>{t('own.acknowledge')}</Button></div>
        </>
      )}
      {row.duty && <p className="lp-note">{say(row.duty)}</p>}
      {row.objection && <Objection row={row.objection} />}
      {late && <p className="lp-failure">{t('own.objectLate', { at: moment(row.object_until) })}</p>}
      {may('object') && !objecting && (
        <>
          {row.object_until && <p className="lp-soft">{t('own.objectUntil', { at: moment(row.object_until) })}</p>}
          <Button className="lp-second" onPress={() => object(true)}>{t('own.object')}</Button>
        </>
      )}
      {may('object') && objecting && <ObjectForm row={row} done={done} back={() => object(false)} />}
      {leave}
    </article>
  );
}
