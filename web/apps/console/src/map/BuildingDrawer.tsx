import type { Unit } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Drawer, Skeleton } from 'antd';
import { useLocation } from 'wouter';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { useNarrow } from '../page/useNarrow';
import { addressLines } from '../register/addressLines';
import { BuildingFacts } from '../register/BuildingFacts';
import { useBuilding } from '../register/queries';

interface Props { id: string | null; unit?: Unit; close(): void }

/** The chosen building beside the map, and the unit in it that was looked for. */
export function BuildingDrawer({ id, unit, close }: Props) {
  const { t, lang } = useTexts();
  const [, go] = useLocation();
  const narrow = useNarrow();
  const building = useBuilding(id);
  const row = building.data;
  const lines = row && addressLines(row.address, lang);
  return (
    <Drawer
      open={id !== null} onClose={close} mask={false} placement={narrow ? 'bottom' : 'right'} size={narrow ? 340 : 360}
      title={lines ? lines.door : t('register.buildings')} getContainer={false} rootStyle={{ position: 'absolute' }} styles={{ header: { padding: '12px 16px' }, body: { padding: '12px 20px' } }}
      footer={id && (
        <div className="ll-drawer-ways">
          {unit && <Button type="primary" block onClick={() => go(`/register/units/${unit.id}`)}>{t('map.openUnit', { room: unit.room })}</Button>}
          <Button type={unit ? 'default' : 'primary'} block onClick={() => go(`/register/buildings/${id}`)}>{t('map.openBuilding')}</Button>
        </div>
      )}
    >
      {building.isError && <ErrorState error={building.error} retry={() => void building.refetch()} />}
      {building.isPending && <Skeleton active />}
      {row && lines && (
        <>
          <div className="ll-drawer-lead">
            <p className="ll-soft">{lines.area}</p>
            <Code value={row.code} />
          </div>
          <BuildingFacts building={row} />
        </>
      )}
    </Drawer>
  );
}
