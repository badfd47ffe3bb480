import type { LayerGroup } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { useEffect, useState } from 'react';
import { StarLayer } from '../housing/StarLayer';
import { useStarPoints } from '../housing/useStarPoints';
import { useArea } from '../page/useArea';
import { useNarrow } from '../page/useNarrow';
import { useParams } from '../page/useParams';
import { useBuilding, useUnit } from '../register/queries';
import { useAccount } from '../session/context';
import { useAreaDetail } from '../shell/queries';
import { BuildingDrawer } from './BuildingDrawer';
import { LayerPanel } from './LayerPanel';
import { MapSlot } from './MapSlot';

/** The map of the area, with its layers, and the chosen building in a drawer. */
export default function MapPage() {
  const { t } = useTexts();
  const [params, change] = useParams();
  const narrow = useNarrow();
  const { nav } = useAccount();
  const areaId = useArea();
  const area = useAreaDetail(areaId).data;
  const starsOn = nav.includes('housing') && params.get('stars') === 'on';
  const stars = useStarPoints(areaId, starsOn);
  const unit = useUnit(params.get('unit')).data;
  const id = params.get('building') ?? unit?.building ?? null;
  const building = useBuilding(id);
  const [hidden, setHidden] = useState<ReadonlySet<LayerGroup>>(new Set());
  const [lon, lat] = (params.get('at') ?? '').split(',').map(Number);
  const at = lon && lat ? { lon, lat } : null;
  const [pressed, setPressed] = useState<string | null>(null);
  const onBuilding = (chosen: string | null) => {
    setPressed(chosen);
    change({ building: chosen, unit: null, at: null });
  };
  useEffect(() => { document.title = `${t('map.title')} · ${t('shell.name')}`; }, [t]);
  const look = at ?? (building.data && id !== pressed ? building.data.point : null);
  return (
    <div className="ll-map-page">
      <h1 className="ll-hidden">{t('map.title')}</h1>
      <MapSlot covered={narrow ? 0 : 216} aside={id !== null} at={look} box={look ? null : area?.box} building={id} area={params.get('area')} hidden={hidden} stars={stars.data?.points} onBuilding={onBuilding} />
      <LayerPanel hidden={hidden} change={setHidden}>{nav.includes('housing') && <StarLayer area={areaId} on={starsOn} turn={(on) => change({ stars: on ? 'on' : null }, true)} />}</LayerPanel>
      <BuildingDrawer id={id} unit={unit} close={() => change({ building: null, unit: null })} />
    </div>
  );
}
