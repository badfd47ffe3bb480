import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Code } from '../page/Code';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { PageSkeleton } from '../page/PageSkeleton';
import { addressLines } from '../register/addressLines';
import { useUnit } from '../register/queries';
import type { Ground } from './ground';
import { PurposeForm } from './PurposeForm';
import { useUnitBlock } from './queries';
import { UnitBlockView } from './UnitBlockView';

/** A dwelling's block: first the question why, then its people, masked, its organisations and events. */
export default function UnitBlockPage({ id }: { id: string }) {
  const { t, lang } = useTexts();
  const [, go] = useLocation();
  const [ground, setGround] = useState<Ground | null>(null);
  const unit = useUnit(id);
  const block = useUnitBlock(id, ground);
  if (unit.isError) return <ErrorState error={unit.error} retry={() => void unit.refetch()} />;
  if (!unit.data) return <PageSkeleton />;
  const { door, area } = addressLines(unit.data.address, lang);
  return (
    <Page
      title={door} lead={area} facts={<Code value={unit.data.code} />}
      actions={<Button onClick={() => go(`/register/units/${id}`)}>{t('register.openUnit')}</Button>}
    >
      {block.isError && <section className="ll-panel"><ErrorState error={block.error} retry={() => setGround(null)} /></section>}
      {!block.isError && !block.data && (
        <section className="ll-panel"><h2>{t('blocks.people')}</h2><PurposeForm state={setGround} pending={block.isFetching} /></section>
      )}
      {block.data && <UnitBlockView block={block.data} />}
    </Page>
  );
}
