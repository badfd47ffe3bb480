import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { saveJson } from './saveJson';

interface Props { title: string; lead: string; back: string; name: string; data: object; children: ReactNode }

/** A file as it is printed on A4 in the reader's language, and as JSON: what this reader may see, and when it was made. Only the sheet goes on paper. */
export function PaperPage({ title, lead, back, name, data, children }: Props) {
  const { t, moment } = useTexts();
  const [made] = useState(() => new Date().toISOString());
  return (
    <Page
      title={t('related.paper')} lead={<Link to={back}>{t('related.back')}</Link>}
      actions={(
        <Space wrap>
          <Button icon={<DownloadOutlined />} onClick={() => saveJson(name, { made, ...data })}>{t('related.export')}</Button>
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>{t('related.print')}</Button>
        </Space>
      )}
    >
      <section className="ll-panel ll-print-only" aria-label={title}>
        <div className="ll-paper">
          <header><h2>{title}</h2><p className="ll-paper-number">{lead}</p></header>
          {children}
          <p className="ll-soft ll-small">{t('related.made', { at: moment(made) })}</p>
        </div>
      </section>
    </Page>
  );
}
