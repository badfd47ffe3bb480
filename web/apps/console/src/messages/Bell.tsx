import { BellOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { MessageLine } from './MessageLine';
import { useLatest, useSee, useUnseen } from './queries';

/** What one was told, and how much of it one has not seen. */
export function Bell() {
  const { t } = useTexts();
  const [, go] = useLocation();
  const [open, setOpen] = useState(false);
  const unseen = useUnseen().data?.unseen ?? 0;
  const count = unseen > 99 ? '99+' : unseen;
  const latest = useLatest(open);
  const see = useSee();
  const rows = latest.data?.rows ?? [];
  const first = rows[0];
  const content = (
    <div className="ll-bell">
      {latest.isPending && <RowsSkeleton rows={3} />}
      {latest.isError && <ErrorState error={latest.error} retry={() => void latest.refetch()} />}
      {latest.isSuccess && rows.length === 0 && <EmptyState title={t('messages.none')} action={t('messages.noneDo')} />}
      <ol>{rows.map((row) => <MessageLine key={row.id} row={row} onGo={() => setOpen(false)} />)}</ol>
      <div className="ll-row-actions">
        <Button size="small" onClick={() => { setOpen(false); go('/messages'); }}>{t('messages.all')}</Button>
        {first && unseen > 0 && <Button size="small" loading={see.isPending} onClick={() => see.mutate({ id: first.id, and_before: true })}>{t('messages.seenAll')}</Button>}
      </div>
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} title={t('messages.title')}>
      <Button
        type="text" aria-haspopup="dialog" aria-expanded={open}
        aria-label={unseen > 0 ? t('messages.bellN', { n: count }) : t('messages.bell')}
        icon={<span aria-hidden="true"><BellOutlined />{unseen > 0 && <b className="ll-unseen">{count}</b>}</span>}
      />
    </Popover>
  );
}
