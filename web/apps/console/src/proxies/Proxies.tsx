import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { AcceptProxy } from './AcceptProxy';
import { AskGuardian } from './AskGuardian';
import { GiveProxy } from './GiveProxy';
import { ProxyCard } from './ProxyCard';
import { useProxies } from './queries';

/** Who acts for the reader, and for whom the reader acts. */
export default function Proxies() {
  const { t } = useTexts();
  const rows = useProxies();
  const [doing, begin] = useState<'give' | 'accept' | 'guardian' | null>(null);
  const close = () => begin(null);
  const actions = (
    <>
      <Button type="primary" onClick={() => begin('give')}>{t('proxy.give')}</Button>
      <Button onClick={() => begin('accept')}>{t('proxy.accept')}</Button>
      <Button onClick={() => begin('guardian')}>{t('proxy.guardian')}</Button>
    </>
  );
  return (
    <Page narrow title={t('proxy.title')} lead={t('proxy.lead')} actions={actions}>
      {rows.isPending && <RowsSkeleton rows={3} />}
      {rows.isError && <ErrorState error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data?.length === 0 && <EmptyState title={t('proxy.none')} />}
      <ol className="ll-reads">{rows.data?.map((row) => <ProxyCard key={row.id} row={row} />)}</ol>
      {doing === 'give' && <GiveProxy close={close} />}
      {doing === 'accept' && <AcceptProxy close={close} />}
      {doing === 'guardian' && <AskGuardian close={close} />}
    </Page>
  );
}
