import { CompassOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import type { MapEngine } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';

/** Zoom and north. */
export function MapControls({ map }: { map: MapEngine }) {
  const { t } = useTexts();
  return (
    <div className="ll-map-controls">
      <Button icon={<PlusOutlined />} aria-label={t('map.zoomIn')} onClick={() => map.zoom(1)} />
      <Button icon={<MinusOutlined />} aria-label={t('map.zoomOut')} onClick={() => map.zoom(-1)} />
      <Button icon={<CompassOutlined />} aria-label={t('map.north')} onClick={() => map.north()} />
    </div>
  );
}
