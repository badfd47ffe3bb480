import type { HousingNotice } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { IssueNotice } from './IssueNotice';
import { NoticeStanding } from './NoticeStanding';
import { useNotices } from './queries';

interface Props { of: { hazard?: string; unit?: string; building?: string }; kinds?(told: readonly string[]): string[] }

/** The notices of a hazard, a unit or a building, and those that can be issued now: a deed is told by one notice that stands. */
export function NoticeLines({ of, kinds }: Props) {
  const { t, say, day, word } = useTexts();
  const [issuing, issue] = useState<string | null>(null);
  const list = useNotices({ ...of, size: 50 });
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data?.rows ?? [];
  const line = (row: HousingNotice) => (
    <li key={row.id}>
      <Link to={`/housing/notices/${row.id}`}>{say(row.kind.label)}</Link> <NoticeStanding value={row.standing} />
      <small>{say((row.place.unit ?? row.place.building).label)} · {row.number} · {day(row.issued_at)} · {t(row.served ? 'notices.served' : 'notices.unserved')}</small>
    </li>
  );
  return (
    <>
      {list.data && rows.length === 0 && <p className="ll-soft">{t('notices.none')}</p>}
      <ul className="ll-notices">{rows.map(line)}</ul>
      <div className="ll-deeds">
        {(kinds?.(rows.map(({ kind }) => kind.name)) ?? []).map((kind) => <Button key={kind} onClick={() => issue(kind)}>{t('notices.issue', { kind: word('notice_kind', kind) })}</Button>)}
      </div>
      {issuing && <IssueNotice key={issuing} kind={issuing} of={of} close={() => issue(null)} />}
    </>
  );
}
