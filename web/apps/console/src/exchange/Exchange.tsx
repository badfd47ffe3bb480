import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { CorrectionTable } from './CorrectionTable';
import { ExchangeLog } from './ExchangeLog';
import { SourcesTable } from './SourcesTable';

/** Back to the source: departments, what is offered to each, and what went out. */
export default function Exchange() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const items = [
    { key: 'sources', label: t('exchange.sources'), children: <SourcesTable /> },
    { key: 'items', label: t('exchange.items'), children: <CorrectionTable /> },
    { key: 'log', label: t('exchange.log'), children: <ExchangeLog /> },
  ];
  return (
    <Page title={t('exchange.title')} lead={t('exchange.lead')}>
      <section className="ll-panel">
        <Tabs activeKey={params.get('tab') ?? 'sources'} items={items} destroyOnHidden onChange={(tab) => change({ tab: tab === 'sources' ? null : tab, page: null, state: null, source: null })} />
      </section>
    </Page>
  );
}
