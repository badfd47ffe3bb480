import { useTexts } from '@linli/kit/texts';
import { Descriptions } from 'antd';
import { Due } from '../cases/Due';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { MicroActions } from './MicroActions';
import { MicroPhotos } from './MicroPhotos';
import { MicroState } from './MicroState';
import { MicroSteps } from './MicroSteps';
import { useMicroEvent } from './queries';

/** A micro-event: what it is, where, until when, what may be done now, and all that was done. */
export default function MicroPage({ id }: { id: string }) {
  const { t, say, moment } = useTexts();
  const found = useMicroEvent(id);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const row = found.data;
  const items = [
    { key: 'responsible', label: t('micro.responsible'), children: say(row.responsible) },
    { key: 'shows', label: t('micro.shows'), children: say(row.shows) },
    { key: 'becomes', label: t('micro.becomes'), children: say(row.becomes.title) },
    { key: 'found', label: t('micro.found'), children: moment(row.found_at) },
    ...(row.verified === null ? [] : [{ key: 'verified', label: t('micro.verified'), children: t(row.verified ? 'micro.verified.yes' : 'micro.verified.no') }]),
    ...(row.case ? [{ key: 'case', label: t('micro.case'), children: <Link to={`/cases/${row.case}`}>{t('cases.openOther')}</Link> }] : []),
  ];
  return (
    <Page title={say(row.kind.title)} lead={say(row.place.label)} facts={<><MicroState row={row} />{row.due_at && <Due at={row.due_at} />}</>}>
      <div className="ll-aside-right">
        <div className="ll-column">
          <MicroActions row={row} />
          <section className="ll-panel"><h2>{t('cases.timeline')}</h2><MicroSteps steps={row.steps} /></section>
        </div>
        <div className="ll-column">
          <section className="ll-panel" aria-label={t('cases.facts')}><Descriptions colon={false} column={1} size="small" items={items} className="ll-described" /></section>
          <MicroPhotos row={row} />
        </div>
      </div>
    </Page>
  );
}
