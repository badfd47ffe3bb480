import { CompassOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import type { MapEngine } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';

/** Zoom and north; beside what lies over the map's edge. */
export function MapControls({ map, aside }: { map: MapEngine; aside: boolean }) {
  const { t } = useTexts();
  return (
    <div className={aside ? 'll-map-controls ll-map-controls-aside' : 'll-map-controls'}>
      <Button icon={<PlusOutlined />} aria-label={t('map.zoomIn')} onClick={() => map.zoom(1)} />
      <Button icon={<MinusOutlined />} aria-label={t('map.zoomOut')} onClick={() => map.zoom(-1)} />
      <Button icon={<CompassOutlined />} aria-label={t('map.north')} onClick={() => map.north()} />
    </div>
  );
}
