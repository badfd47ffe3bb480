import { PrinterOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { NoticeServices } from './NoticeServices';
import { NoticeSheet } from './NoticeSheet';
import { NoticeStanding } from './NoticeStanding';
import { PlaceName } from './PlaceName';
import { useNotice } from './queries';
import { ServeNotice } from './ServeNotice';
import { WithdrawNotice } from './WithdrawNotice';

/** A notice: the paper, which alone is printed, how it reached those whom it is for, and what may be done now. */
export default function HousingNoticePage({ id }: { id: string }) {
  const { t, say, moment } = useTexts();
  const [doing, does] = useState<'serve' | 'withdraw' | null>(null);
  const found = useNotice(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  return (
    <Page
      title={say(row.kind.label)} lead={row.number}
      facts={<><NoticeStanding value={row.standing} /><PlaceName place={row.place} />{row.hazard && <Link to={`/housing/hazards/${row.hazard.id}`}>{say(row.hazard.title)}</Link>}{row.due_at && <span className="ll-soft">{t('notices.due')} {moment(row.due_at)}</span>}{row.duty && <span className="ll-soft">{say(row.duty)}</span>}</>}
      actions={(
        <Space wrap>
          {row.offers.includes('withdraw') && <Button danger onClick={() => does('withdraw')}>{t('notices.withdraw')}</Button>}
          {row.offers.includes('serve') && <Button onClick={() => does('serve')}>{t('notices.serve')}</Button>}
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>{t('notices.print')}</Button>
        </Space>
      )}
    >
      <div className="ll-aside-right">
        <section className="ll-panel ll-print-only" aria-label={t('notices.paper')}>
          <p className="ll-soft ll-no-print">{t('notices.paperDo')}</p>
          <NoticeSheet paper={row.paper} />
        </section>
        <div className="ll-column ll-no-print">
          <section className="ll-panel">
            <h2>{t('notices.services')}</h2>
            <NoticeServices row={row} />
            {doing === 'serve' && <ServeNotice row={row} close={() => does(null)} />}
          </section>
        </div>
      </div>
      {doing === 'withdraw' && <WithdrawNotice row={row} close={() => does(null)} />}
    </Page>
  );
}
