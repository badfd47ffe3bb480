import { useTexts } from '@linli/kit/texts';
import { Descriptions } from 'antd';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { PlacePath } from './PlacePath';
import { useEvent } from './queries';
import { SourceCell } from './SourceCell';

/** An event: what kind, when, where, from which source. By whom it was told stands nowhere. */
export default function EventPage({ place, id }: { place: string; id: string }) {
  const { t, say, day, word } = useTexts();
  const block = useEvent(place, id);
  if (block.isError) return <ErrorState error={block.error} retry={() => void block.refetch()} />;
  if (!block.data) return <PageSkeleton />;
  const { event, kind, label, path } = block.data;
  const items = [
    { key: 'on', label: t('blocks.day'), children: day(event.on) },
    { key: 'place', label: t('blocks.address'), children: <Link to={`/blocks/${kind}s/${place}`}>{say(label)}</Link> },
    { key: 'class', label: t('blocks.eventClass'), children: word('address_class', event.address_class) },
    { key: 'source', label: t('blocks.source'), children: <SourceCell source={event.source} /> },
  ];
  return (
    <Page title={event.category} lead={`${t('blocks.event')} · ${t('blocks.eventLead')}`} facts={<PlacePath path={path} />}>
      <section className="ll-panel"><Descriptions colon={false} column={1} size="small" items={items} className="ll-described ll-described-wide" /></section>
    </Page>
  );
}
