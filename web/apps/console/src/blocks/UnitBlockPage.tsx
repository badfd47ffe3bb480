import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { aroundPlace } from '../graph/model';
import { RelationGraph } from '../graph/RelationGraph';
import { FilePanel } from '../tags/FilePanel';
import { AskPanel } from './AskPanel';
import { EventTable } from './EventTable';
import type { Ground } from './ground';
import { OrganisationCard } from './OrganisationCard';
import { PeoplePanel } from './PeoplePanel';
import { PlacePath } from './PlacePath';
import { useUnitBlock } from './queries';

/** A dwelling with its people, masked, and its organisations; each fact with its source. */
export default function UnitBlockPage({ id }: { id: string }) {
  const texts = useTexts();
  const { t, say, word } = texts;
  const [, go] = useLocation();
  const [ground, setGround] = useState<Ground | null>(null);
  const things = useUnitBlock(id, null);
  const block = useUnitBlock(id, ground);
  if (things.isError) return <ErrorState error={things.error} retry={() => void things.refetch()} />;
  if (!things.data) return <PageSkeleton />;
  const { unit, organisations, events } = things.data;
  const answered = ground !== null && block.isSuccess && !block.isPlaceholderData;
  return (
    <Page
      title={say(unit.label)} lead={word('use', unit.use)} facts={<><Code value={unit.code} /><PlacePath path={unit.path} building={{ id: unit.building, label: unit.building_label }} floor={String(unit.floor)} /></>}
      actions={<Button onClick={() => go(`/register/units/${id}`)}>{t('register.openUnit')}</Button>}
    >
      <PeoplePanel
        unit={id} people={answered ? block.data.people : null} refused={answered && block.data.people === null} ground={ground}
        state={setGround} pending={ground !== null && block.isFetching} error={ground ? block.error : null}
      />
      {answered && block.data.to_ask && <AskPanel lines={block.data.to_ask} people={block.data.people ?? []} />}
      <RelationGraph middle={{ kind: 'place', name: say(unit.label) }} nodes={aroundPlace(organisations, answered ? block.data.people ?? [] : [], events, texts)} />
      <FilePanel subject="unit" id={id} />
      <section className="ll-panel">
        <h2>{t('blocks.organisations')}</h2>
        {organisations.length === 0 && <p className="ll-soft">{t('blocks.organisationsNone')}</p>}
        {organisations.map((each) => <OrganisationCard key={each.id} organisation={each} />)}
      </section>
      {events.length > 0 && <section className="ll-panel"><h2>{t('blocks.events')}</h2><EventTable place={id} events={events} /></section>}
    </Page>
  );
}
