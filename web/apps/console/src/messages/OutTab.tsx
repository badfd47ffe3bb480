import type { DeadMessage, Hook } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Mark } from '../page/Mark';
import { PlainTable } from '../page/PlainTable';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { type Column } from '../page/RowsTable';
import { HookForm } from './HookForm';
import { useDead, useDropHook, useHooks, useSendAgain } from './queries';

/** Webhooks of accounts, and what could not be delivered. */
export function OutTab() {
  const { t, say, word, moment } = useTexts();
  const [setting, set] = useState(false);
  const [hooks, dead] = [useHooks(), useDead()];
  const drop = useDropHook();
  const again = useSendAgain();
  const hookColumns: Column<Hook>[] = [
    { key: 'name', title: t('messages.account'), render: (row) => row.name },
    { key: 'url', title: t('messages.url'), render: (row) => <span className="ll-break">{row.url}</span> },
    { key: 'at', title: t('messages.setAt'), width: 170, render: (row) => moment(row.set_at) },
    { key: 'state', title: t('messages.state'), render: (row) => <Mark tone={row.gone_at ? 'bad' : 'good'}>{row.gone_at ? t('messages.gone', { at: moment(row.gone_at) }) : t('messages.stands')}</Mark> },
    { key: 'do', title: t('messages.actions'), width: 100, render: (row) => <Button size="small" danger loading={drop.isPending && drop.variables === row.account} onClick={() => drop.mutate(row.account)}>{t('messages.forget')}</Button> },
  ];
  const deadColumns: Column<DeadMessage>[] = [
    { key: 'about', title: t('messages.kind'), render: (row) => say(row.about) },
    { key: 'name', title: t('messages.reader'), render: (row) => row.name },
    { key: 'channel', title: t('messages.channel'), width: 100, render: (row) => word('channel', row.channel) },
    { key: 'problem', title: t('messages.met'), render: (row) => <code>{row.problem}</code> },
    { key: 'tries', title: t('messages.tries'), number: true, width: 90, render: (row) => row.tries },
    { key: 'at', title: t('messages.givenUp'), width: 170, render: (row) => moment(row.given_up_at) },
    { key: 'do', title: t('messages.actions'), width: 100, render: (row) => <Button size="small" loading={again.isPending && again.variables?.id === row.id} onClick={() => again.mutate(row)}>{t('messages.again')}</Button> },
  ];
  return (
    <div className="ll-how">
      <section className="ll-panel">
        <header className="ll-out-head"><h2>{t('messages.hooks')}</h2><Button onClick={() => set(true)}>{t('messages.newHook')}</Button></header>
        <p className="ll-soft">{t('messages.hooksLead')}</p>
        {hooks.isPending && <RowsSkeleton rows={2} />}
        {hooks.isError && <ErrorState error={hooks.error} retry={() => void hooks.refetch()} />}
        {hooks.data?.length === 0 && <EmptyState title={t('messages.hooksNone')} action={t('messages.hooksNoneDo')} />}
        {hooks.data && hooks.data.length > 0 && <PlainTable label={t('messages.hooks')} columns={hookColumns} rows={hooks.data} />}
      </section>
      <section className="ll-panel">
        <h2>{t('messages.dead')}</h2>
        <p className="ll-soft">{t('messages.deadLead')}</p>
        {dead.isPending && <RowsSkeleton rows={2} />}
        {dead.isError && <ErrorState error={dead.error} retry={() => void dead.refetch()} />}
        {dead.data?.length === 0 && <EmptyState title={t('messages.deadNone')} />}
        {dead.data && dead.data.length > 0 && <PlainTable label={t('messages.dead')} columns={deadColumns} rows={dead.data} />}
      </section>
      {setting && <HookForm close={() => set(false)} />}
    </div>
  );
}
