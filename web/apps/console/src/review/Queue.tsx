import { useTexts } from '@linli/kit/texts';
import { Pagination, Progress, Segmented } from 'antd';
import { useState } from 'react';
import type { Ground } from '../blocks/ground';
import { PurposeForm } from '../blocks/PurposeForm';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useArea } from '../page/useArea';
import { useParams } from '../page/useParams';
import { WordFilter } from '../page/WordFilter';
import { JudgeBar } from './JudgeBar';
import { PairPanel } from './PairPanel';
import { QueueList } from './QueueList';
import { reasons, useJudging, useQueue, type Verdict } from './queries';
import { SampleQuality } from './SampleQuality';

const size = 20;

/** The queue beside the pair that is being judged. */
export function Queue({ kind }: { kind: 'person' | 'organisation' }) {
  const { t, number, percent } = useTexts();
  const [params, change] = useParams();
  const area = useArea();
  const [ground, setGround] = useState<Ground | null>(null);
  const [given, setGiven] = useState<{ id: string; pair: string }[]>([]);
  const page = Math.max(1, Number(params.get('page') ?? 1) || 1);
  const judged = params.get('judged') === 'true';
  const queue = useQueue({ kind, reason: params.get('reason'), judged, area: params.get('area') ? area : null, page, size });
  const { judge, withdraw } = useJudging();
  const rows = queue.data?.rows ?? [];
  const at = Math.max(0, rows.findIndex((row) => row.id === params.get('pair')));
  const row = rows[at];
  const select = (id: string | null) => change({ pair: id }, true);
  const move = (step: 1 | -1) => { const to = rows[at + step]; if (to) select(to.id); };
  const say = (verdict: Verdict) => {
    if (!row) return;
    const next = rows[at + 1] ?? rows[at - 1];
    judge.mutate({ pair: row.id, verdict }, { onSuccess: ({ id }) => { setGiven((before) => [...before, { id, pair: row.id }]); select(next?.id ?? null); } });
  };
  const undo = () => {
    const last = given.at(-1);
    if (last) withdraw.mutate(last.id, { onSuccess: () => { setGiven((before) => before.slice(0, -1)); select(last.pair); } });
  };
  const asked = kind === 'organisation' || ground !== null;
  const all = judged ? queue.data?.judged ?? 0 : (queue.data?.total ?? 0) + (queue.data?.judged ?? 0);
  return (
    <>
      <div className="ll-list-bar">
        <Segmented
          aria-label={t('review.which')} value={judged ? 'judged' : 'open'} onChange={(which) => change({ judged: which === 'judged' ? 'true' : null, page: null, pair: null })}
          options={[{ value: 'open', label: t('review.open') }, { value: 'judged', label: t('review.judged') }]}
        />
        <WordFilter label={t('review.reason')} list="candidate" values={reasons} value={params.get('reason')} onChange={(reason) => change({ reason, page: null, pair: null })} />
        <span className="ll-grow" />
        <span className="ll-progress">
          <span>{t('review.progress', { done: number(queue.data?.judged), all: number(all) })}</span>
          <Progress percent={all ? ((queue.data?.judged ?? 0) / all) * 100 : 0} showInfo={false} size="small" aria-label={percent(all ? (queue.data?.judged ?? 0) / all : 0)} />
        </span>
      </div>
      {params.get('reason') === 'sample' && <SampleQuality kind={kind} />}
      {queue.isError && <ErrorState error={queue.error} retry={() => void queue.refetch()} />}
      {queue.isPending && <RowsSkeleton rows={8} />}
      {queue.data && rows.length === 0 && <EmptyState title={t('review.none')} action={t('review.noneDo')} />}
      {!asked && rows.length > 0 && <section className="ll-panel"><PurposeForm lead={t('review.askLead')} submit={t('review.begin')} state={setGround} pending={false} /></section>}
      {asked && row && (
        <div className="ll-review">
          <section className="ll-panel">
            <QueueList rows={rows} selected={row.id} select={select} />
            {(queue.data?.total ?? 0) > size && <Pagination simple showSizeChanger={false} size="small" align="center" current={page} pageSize={size} total={queue.data?.total} onChange={(to) => change({ page: to === 1 ? null : to, pair: null })} />}
          </section>
          <section className="ll-panel" aria-live="polite">
            <PairPanel row={row} ground={ground} />
            <JudgeBar ready={asked} busy={judge.isPending || withdraw.isPending} undoable={given.length > 0} judge={say} move={move} undo={undo} />
            {(judge.isError || withdraw.isError) && <ErrorState error={judge.error ?? withdraw.error} />}
          </section>
        </div>
      )}
    </>
  );
}
