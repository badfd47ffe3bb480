import { ApiError, read, type VerifiedNotice } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';

interface Props { number: string; digest: string; leave(): void }

/** What a notice on paper must say, and whether it stands, to whoever scans it. Nobody is named. */
export function Notice({ number, digest, leave }: Props) {
  const { t, say, day } = useTexts();
  const [notice, setNotice] = useState<VerifiedNotice | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => { read<VerifiedNotice>(`/api/housing/verify/${number}.${digest}`).then(setNotice, setError); }, [number, digest]);
  if (!notice && !error) return <div className="lp-wait" aria-busy="true" />;
  // Where nobody answers, or too many ask, nothing is said of the paper.
  const forged = error instanceof ApiError && error.status === 404;
  const lines = notice && [
    [t('notices.kind'), say(notice.kind.label)], [t('notices.number'), notice.number], [t('notice.place'), say(notice.address)], [t('portal.code'), notice.code],
    ...(notice.hazard ? [[t('notice.hazard'), say(notice.hazard)]] : []), ...(notice.due ? [[t('notices.due'), say(notice.due)]] : []),
    [t('notice.office'), say(notice.office)], [t('notices.issued'), day(notice.issued_on)],
  ];
  return (
    <section className="lp-page">
      <h1>{t(forged ? 'notice.bad' : 'notice.check')}</h1>
      <Failure error={error} />
      {notice && (
        <>
          <span className="lp-state">{say(notice.standing.label)}</span>
          <p>{t('notice.says')}</p>
          <dl className="lp-facts">{lines?.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </>
      )}
      <p className="lp-note">{t('notice.differs')}</p>
      <Button className="lp-plain" onPress={leave}>{t('portal.letterLeave')}</Button>
    </section>
  );
}
