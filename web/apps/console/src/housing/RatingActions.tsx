import type { Rating } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { plainDeeds } from './ratingDeeds';
import { RatingForm } from './RatingForm';
import { useRatingAct } from './queries';

/** What the reader may do to a rating now. */
export function RatingActions({ row }: { row: Rating }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const act = useRatingAct(row.id);
  const [asking, setAsking] = useState<string | null>(null);
  if (row.offers.length === 0) return null;
  const failed = act.error && errorText(act.error);
  const press = (deed: string) => {
    if (plainDeeds.has(deed)) act.mutate({ seen: row.version, deed: { deed } });
    else { act.reset(); setAsking(deed); }
  };
  return (
    <div>
      {failed && !asking && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
      <div className="ll-deeds">
        {row.offers.map((deed) => (
          <Button key={deed} type={plainDeeds.has(deed) ? 'primary' : 'default'} aria-pressed={asking === deed} loading={act.isPending && act.variables.deed.deed === deed} onClick={() => press(deed)}>
            {t(`rating_do.${deed}` as Key)}
          </Button>
        ))}
      </div>
      {asking && <RatingForm key={asking} deed={asking} row={row} close={() => setAsking(null)} />}
    </div>
  );
}
