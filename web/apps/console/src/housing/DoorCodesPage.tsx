import { PrinterOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Space } from 'antd';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useErrorText } from '../page/useErrorText';
import { useParams } from '../page/useParams';
import { CodeTable } from './CodeTable';
import { LabelSheet } from './LabelSheet';
import { useDoorCodes, useMakeCodes } from './queries';

/** The codes at the doors of a building: made, replaced, withdrawn, and printed as labels. Only the labels go on paper. */
export default function DoorCodesPage({ id }: { id: string }) {
  const { t, say } = useTexts();
  const errorText = useErrorText();
  const [params, change] = useParams();
  const found = useDoorCodes(id);
  const make = useMakeCodes(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const sheet = found.data;
  const only = params.get('unit');
  const failed = make.error && errorText(make.error);
  const printed = sheet.rows.some(({ code }) => code !== null);
  return (
    <Page
      title={t('doors.title')} lead={<Link to={`/housing/buildings/${id}`}>{say(sheet.building.label)}</Link>}
      actions={(
        <Space wrap>
          {sheet.missing > 0 && <Button type={printed ? 'default' : 'primary'} loading={make.isPending} onClick={() => make.mutate({})}>{t('doors.make', { n: sheet.missing })}</Button>}
          {printed && <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>{t('doors.print')}</Button>}
        </Space>
      )}
    >
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <section className="ll-panel ll-no-print">
        {sheet.rows.length === 0 ? <EmptyState title={t('doors.none')} action={t('doors.noneDo')} /> : <CodeTable rows={sheet.rows} choose={(unit) => change({ unit })} />}
      </section>
      {printed && (
        <section className="ll-panel ll-print-only" aria-label={t('doors.labels')}>
          <div className="ll-no-print ll-labels-head"><h2>{t('doors.labels')}</h2>{only && <Button size="small" onClick={() => change({ unit: null })}>{t('doors.all')}</Button>}<p className="ll-soft">{t('doors.labelsDo')}</p></div>
          <LabelSheet sheet={sheet} only={only} />
        </section>
      )}
    </Page>
  );
}
