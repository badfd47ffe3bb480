import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { useParams } from '../page/useParams';
import { BuildingRooms } from './BuildingRooms';
import { FilePanel } from '../tags/FilePanel';
import { EventTable } from './EventTable';
import type { Ground } from './ground';
import { OrganisationCard } from './OrganisationCard';
import { PeoplePanel } from './PeoplePanel';
import { PlacePath } from './PlacePath';
import { useBuildingBlock } from './queries';

/** The block of a building, or of one floor or entrance of it: rooms with their organisations and events; of the building as a whole its people, masked, too. */
export default function BuildingBlockPage({ id }: { id: string }) {
  const { t, say, word } = useTexts();
  const [, go] = useLocation();
  const [params] = useParams();
  const [ground, setGround] = useState<Ground | null>(null);
  const things = useBuildingBlock(id, null);
  const block = useBuildingBlock(id, ground);
  if (things.isError) return <ErrorState error={things.error} retry={() => void things.refetch()} />;
  if (!things.data) return <PageSkeleton />;
  const { building, organisations, events } = things.data;
  const [floor, entrance] = [params.get('floor'), params.get('entrance')];
  const part = [entrance && t('register.entranceN', { n: entrance }), floor && t('register.floorN', { n: floor })].filter(Boolean).join(' · ');
  const answered = ground !== null && block.isSuccess && !block.isPlaceholderData;
  return (
    <Page
      title={part ? `${say(building.label)} · ${part}` : say(building.label)} lead={word('use', building.use)}
      facts={<><Code value={building.code} /><PlacePath path={building.path} building={building} floor={floor} entrance={entrance} /></>}
      actions={<Button onClick={() => go(`/register/buildings/${id}`)}>{t('blocks.openRegister')}</Button>}
    >
      <section className="ll-panel"><BuildingRooms building={id} floor={floor} entrance={entrance} /></section>
      {!part && (
        <>
          <FilePanel subject="building" id={id} />
          <PeoplePanel
            unit={null} lead={t('blocks.peopleOfBuilding')} people={answered ? block.data.people : null} refused={answered && block.data.people === null} ground={ground}
            state={setGround} pending={ground !== null && block.isFetching} error={ground ? block.error : null}
          />
          <section className="ll-panel">
            <h2>{t('blocks.organisationsOfBuilding')}</h2>
            {organisations.length === 0 && <p className="ll-soft">{t('blocks.organisationsOfBuildingNone')}</p>}
            {organisations.map((each) => <OrganisationCard key={each.id} organisation={each} />)}
          </section>
          {events.length > 0 && <section className="ll-panel"><h2>{t('blocks.eventsOfBuilding')}</h2><EventTable place={id} events={events} /></section>}
        </>
      )}
    </Page>
  );
}
