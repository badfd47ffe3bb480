import type { JointEnforcementDetail } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { JointForm } from './JointForm';

/** What the reader may do now for their office. */
export function JointDeeds({ row }: { row: JointEnforcementDetail }) {
  const { word } = useTexts();
  const [deed, choose] = useState<string | null>(null);
  if (row.offers.length === 0) return null;
  return (
    <>
      <div className="ll-deeds">
        {row.offers.map((offer) => <Button key={offer} type={offer === deed ? 'primary' : 'default'} onClick={() => choose(offer)}>{word('joint_deed', offer)}</Button>)}
      </div>
      {deed && <JointForm key={deed} row={row} deed={deed} close={() => choose(null)} />}
    </>
  );
}
