import { useTexts } from '@linli/kit/texts';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { MapSlot } from '../map/MapSlot';
import { useArea } from '../page/useArea';
import { useAreaDetail } from '../shell/queries';
import { Needs } from './Needs';
import { RegisterToday } from './RegisterToday';

/** The first screen: what waits at the left, the map, and today's figures. */
export default function Overview() {
  const { t } = useTexts();
  const [, go] = useLocation();
  const area = useAreaDetail(useArea()).data;
  useEffect(() => { document.title = `${t('overview.title')} · ${t('shell.name')}`; }, [t]);
  return (
    <div className="ll-overview">
      <h1 className="ll-hidden">{t('overview.title')}</h1>
      <Needs />
      <MapSlot box={area?.box} area={area?.id} onBuilding={(id) => { if (id) go(`/map?building=${id}`); }} />
      <RegisterToday area={area} />
    </div>
  );
}
