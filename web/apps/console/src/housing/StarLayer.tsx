import { address } from '@linli/kit/client';
import { tokens } from '@linli/kit/tokens';
import { useTexts } from '@linli/kit/texts';
import { Switch } from 'antd';
import { Link } from '../page/Link';
import { useErrorText } from '../page/useErrorText';
import { Stars } from './Stars';
import { useStarPoints } from './useStarPoints';

interface Props { area: string | null; on: boolean; turn(on: boolean): void }

/** The switch of the star layer with its legend: each colour carries its figure. */
export function StarLayer({ area, on, turn }: Props) {
  const { t, number } = useTexts();
  const errorText = useErrorText();
  const found = useStarPoints(area, on);
  return (
    <div className={on ? undefined : 'll-layer-off'}>
      <label>
        <i className="ll-star-sign" style={{ background: tokens.star, color: '#FFF' }} aria-hidden="true">4</i>
        <span>{t('housing.layer')}</span>
        <Switch size="small" checked={on} loading={on && found.isPending} onChange={turn} />
      </label>
      {on && [5, 4, 3, 2, 1].map((stars) => (
        <p key={stars}><i className="ll-star-sign" style={{ background: tokens.starScale[stars - 1], color: stars > 3 ? '#FFF' : tokens.ink }} aria-hidden="true">{stars}</i><Stars value={stars} /></p>
      ))}
      {on && found.data?.points.length === 0 && <p>{t('housing.layerNone')}</p>}
      {on && <p><Link to={address('/housing/stars', { area })}>{t('starMap.title')}</Link></p>}
      {on && found.data?.more && <p>{t('housing.layerPart', { n: number(found.data.points.length) })}</p>}
      {on && found.isError && <p>{errorText(found.error).title}</p>}
    </div>
  );
}
