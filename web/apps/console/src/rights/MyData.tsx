import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { FactItem } from './FactItem';
import { useOwnData } from './queries';

/** What is kept on the person who is signed in: to read, to print, to take along, to have corrected or deleted. */
export default function MyData() {
  const { t, moment } = useTexts();
  const own = useOwnData();
  const data = own.data;
  const actions = (
    <span className="ll-row-actions ll-no-print">
      <Button onClick={() => window.print()} disabled={!data}>{t('rights.print')}</Button>
      <Button type="primary" href="/api/rights/data?download=true" download="linli-my-data.json">{t('rights.download')}</Button>
    </span>
  );
  return (
    <Page narrow title={t('rights.title')} lead={t('rights.lead')} actions={actions}>
      {own.isPending && <RowsSkeleton rows={8} />}
      {own.isError && <ErrorState error={own.error} retry={() => void own.refetch()} />}
      {data && (
        <section className="ll-panel">
          <p className="ll-soft">{t('rights.madeFor', { name: data.account.name, login: data.account.login, at: moment(data.made_at), person: data.person })}</p>
          {data.facts.length === 0 && <EmptyState title={t('rights.none')} action={t('rights.noneDo')} />}
          <ol className="ll-own-facts">
            {data.facts.map((fact) => <FactItem key={fact.id} fact={fact} request={data.requests.find((request) => request.fact === fact.id)} />)}
          </ol>
        </section>
      )}
      {data && (
        <section className="ll-panel ll-why ll-own-more">
          <h2>{t('rights.more')}</h2>
          <ul>
            <li>{data.cases.length > 0 ? t('rights.cases', { numbers: data.cases.join(', ') }) : t('rights.noCases')}</li>
            <li>{t('rights.looks')} <Link to="/reads">{t('reads.title')}</Link></li>
            <li>{t('rights.consent')}</li>
            <li>{t('rights.deletion')}</li>
          </ul>
        </section>
      )}
    </Page>
  );
}
