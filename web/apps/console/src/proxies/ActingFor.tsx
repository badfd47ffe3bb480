import type { ProxyRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { ActedFact } from './ActedFact';
import { useDataFor, useReadsFor } from './queries';

/** What one may see for another, each look asked for and on their log. */
export function ActingFor({ row }: { row: ProxyRow }) {
  const { t, moment } = useTexts();
  const errorText = useErrorText();
  const reads = useReadsFor(row.id);
  const data = useDataFor(row.id);
  const error = reads.error ?? data.error;
  const corrects = row.scopes.includes('correct');
  return (
    <>
      <div className="ll-row-actions">
        {row.scopes.includes('reads') && <Button loading={reads.isPending} onClick={() => reads.mutate()}>{t('proxy.reads')}</Button>}
        {row.scopes.includes('data') && <Button loading={data.isPending} onClick={() => data.mutate()}>{t('proxy.data')}</Button>}
      </div>
      {error && <Alert type="error" showIcon title={errorText(error).title} description={errorText(error).action} />}
      {(reads.data?.length === 0 || data.data?.length === 0) && <p className="ll-soft">{t('proxy.nothing')}</p>}
      <ul>{reads.data?.map((look, index) => <li key={`${look.at}/${index}`}>{moment(look.at)} · {look.office} · {look.action} · {look.purpose}</li>)}</ul>
      <ul>{data.data?.map((fact) => <ActedFact key={fact.id} proxy={corrects ? row.id : null} fact={fact} />)}</ul>
    </>
  );
}
