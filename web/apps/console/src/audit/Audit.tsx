import { useTexts } from '@linli/kit/texts';
import { Tabs } from 'antd';
import { Page } from '../page/Page';
import { useParams } from '../page/useParams';
import { AuditLog } from './AuditLog';
import { QuestionList } from './QuestionList';
import { RetentionPanel } from './RetentionPanel';

/** The auditor's console: the log of reads, and what people ask about it. */
export default function Audit() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const items = [
    { key: 'log', label: t('audit.log'), children: <AuditLog /> },
    { key: 'questions', label: t('question.list'), children: <QuestionList /> },
    { key: 'retention', label: t('retention.list'), children: <RetentionPanel /> },
  ];
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')}>
      <section className="ll-panel">
        <Tabs activeKey={params.get('tab') ?? 'log'} items={items} destroyOnHidden onChange={(tab) => change({ tab: tab === 'log' ? null : tab, page: null })} />
      </section>
    </Page>
  );
}
