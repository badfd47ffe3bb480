import { BlockOutlined, CloseOutlined } from '@ant-design/icons';
import { type LayerGroup, layerGroups } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { Button, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNarrow } from '../page/useNarrow';

interface Props { hidden: ReadonlySet<LayerGroup>; change(hidden: ReadonlySet<LayerGroup>): void; children?: ReactNode }

const borders = ['street', 'community', 'grid'] as const;

/** The map's legend: each sign with its switch. */
export function LayerPanel({ hidden, change, children }: Props) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const [open, setOpen] = useState(!narrow);
  const toggle = (group: LayerGroup, on: boolean) => {
    const next = new Set(hidden);
    if (on) next.delete(group);
    else next.add(group);
    change(next);
  };
  if (!open) return <Button className="ll-layers-open" icon={<BlockOutlined />} aria-label={t('map.showLayers')} onClick={() => setOpen(true)} />;
  return (
    <section className="ll-layers" aria-label={t('map.layers')}>
      <header>
        <h2>{t('map.layers')}</h2>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('map.hideLayers')} onClick={() => setOpen(false)} />
      </header>
      {layerGroups.map((group) => (
        <div key={group} className={hidden.has(group) ? 'll-layer-off' : undefined}>
          <label>
            <i className={`ll-sign ll-sign-${group}`} aria-hidden="true" />
            <span>{t(`map.layer.${group}`)}</span>
            <Switch size="small" checked={!hidden.has(group)} onChange={(on) => toggle(group, on)} />
          </label>
          {group === 'area' && borders.map((level) => <p key={level}><i className={`ll-sign ll-sign-${level}`} aria-hidden="true" />{t(`map.legend.${level}`)}</p>)}
          {group === 'building' && <p><i className="ll-sign ll-sign-selected" aria-hidden="true" />{t('map.legend.selected')}</p>}
        </div>
      ))}
      {children}
    </section>
  );
}
