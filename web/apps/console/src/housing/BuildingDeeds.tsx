import type { BuildingHousing } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Space } from 'antd';
import { useState } from 'react';
import { Link } from '../page/Link';
import { useParams } from '../page/useParams';
import { useErrorText } from '../page/useErrorText';
import { FindHazard } from './FindHazard';
import { Inspect } from './Inspect';
import { TellEvent } from './TellEvent';
import { useDraftRating } from './queries';

/** What the reader may begin at a building: a hazard, an inspection, a rating. */
export function BuildingDeeds({ row }: { row: BuildingHousing }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const [, change] = useParams();
  const [open, setOpen] = useState<'find' | 'inspect' | 'event' | null>(null);
  const draft = useDraftRating();
  const failed = draft.error && errorText(draft.error);
  const underWay = row.ratings.some(({ state }) => state.name === 'draft' || state.name === 'decided');
  const rate = row.may.includes('rate') && !underWay;
  return (
    <div className="ll-file-deeds">
      <Space wrap>
        {row.may.includes('act') && <Button onClick={() => setOpen('event')}>{t('housing.tellEvent')}</Button>}
        {row.may.includes('joint') && row.hazards.some(({ open: left }) => left) && <Link to={`/housing/buildings/${row.id}/joint`}>{t('joints.propose')}</Link>}
        {row.may.includes('find') && <Button onClick={() => setOpen('find')}>{t('housing.find')}</Button>}
        {row.may.includes('act') && <Button type={rate ? 'default' : 'primary'} onClick={() => setOpen('inspect')}>{t('housing.inspect')}</Button>}
        {rate && <Button type="primary" disabled={row.reckoned.stars === null} title={row.reckoned.stars === null ? t('housing.draftNot') : undefined} loading={draft.isPending} onClick={() => draft.mutate({ building: row.id }, { onSuccess: () => change({ tab: 'ratings' }) })}>{t('housing.draft')}</Button>}
      </Space>
      {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <FindHazard open={open === 'find'} close={() => setOpen(null)} at={{ building: row.id }} />
      <Inspect open={open === 'inspect'} close={() => setOpen(null)} at={{ building: row.id }} />
      <TellEvent open={open === 'event'} close={() => setOpen(null)} at={{ building: row.id }} />
    </div>
  );
}
