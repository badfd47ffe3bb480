import type { CampaignDetail } from '@linli/kit/client';
import { around, beside } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { MapSlot } from '../map/MapSlot';
import { ErrorState } from '../page/ErrorState';
import { useCampaignMap } from './campaignQueries';
import { everyState, targetStates } from './targetStates';

/** The buildings of a campaign on the map, each with what is most pressing of its targets. */
export function CampaignLayer({ row }: { row: CampaignDetail }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const found = useCampaignMap(row.campaign.id);
  const points = found.data?.points;
  const marks = useMemo(() => (points ?? []).flatMap(({ building, state, point }) => {
    const look = targetStates[state];
    return look ? [{ id: building, colour: look.colour, ink: look.ink, sign: look.sign, point }] : [];
  }), [points]);
  const box = useMemo(() => around(marks.map(({ point }) => point), beside), [marks]);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return (
    <>
      <ul className="ll-campaign-legend">
        {everyState.map((state) => <li key={state}><i className="ll-star-sign" style={{ background: targetStates[state]?.colour, color: targetStates[state]?.ink }} aria-hidden="true">{targetStates[state]?.sign}</i>{t(`campaigns.state.${state}`)}</li>)}
      </ul>
      {found.data && found.data.unplaced > 0 && <p className="ll-soft">{t('campaigns.unplaced', { n: found.data.unplaced })}</p>}
      <MapSlot className="ll-campaign-map" box={box} marks={marks} onBuilding={(id) => { if (id && marks.some((one) => one.id === id)) go(`/housing/buildings/${id}`); }} />
    </>
  );
}
