import type { HousingRelated } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Timeline } from 'antd';
import { spellsOfUse } from './spellsOfUse';

/** How a unit was lived in and when its letting was suspended, the last on top. Nobody is named. */
export function UseOverTime({ row }: { row: HousingRelated }) {
  const { t, word, day } = useTexts();
  const spells = spellsOfUse(row);
  if (spells.length === 0) return <p className="ll-soft">{t('related.useNone')}</p>;
  // A month is written as it is, a day as the reader writes days.
  const at = (text: string) => (text.length === 7 ? text : day(text));
  return (
    <Timeline
      className="ll-timeline"
      items={spells.map(({ key, state, from, to }) => ({
        key, content: <><b>{state === 'suspended' ? t('housing.suspended') : word('occupancy', state)}</b><div className="ll-soft ll-small">{`${from ? at(from) : '…'} – ${to ? at(to) : t('blocks.ongoing')}`}</div></>,
      }))}
    />
  );
}
