import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { Judgements } from './Judgements';
import { Lineage } from './Lineage';
import { Queue } from './Queue';

/** Clerical review: pairs of records that a person should look at, and what was said of them. */
export default function Review() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const items = [
    { key: 'people', label: t('review.people'), children: <Queue key="person" kind="person" /> },
    { key: 'organisations', label: t('review.organisations'), children: <Queue key="organisation" kind="organisation" /> },
    { key: 'judgements', label: t('review.judgements'), children: <section className="ll-panel"><Judgements /></section> },
    { key: 'lineage', label: t('lineage.title'), children: <section className="ll-panel"><Lineage /></section> },
  ];
  return (
    <Page title={t('review.title')} lead={t('review.lead')}>
      <Tabs
        className="ll-review-tabs" activeKey={params.get('tab') ?? 'people'} items={items} destroyOnHidden
        onChange={(tab) => change({ tab: tab === 'people' ? null : tab, page: null, pair: null, reason: null, judged: null })}
      />
    </Page>
  );
}
