import type { HousingEvent, Inspection, NoEntry } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Timeline } from 'antd';
import { InspectionPhotos } from './InspectionPhotos';

interface Props { inspections: Inspection[]; noEntries: NoEntry[]; events: HousingEvent[] }

/** Inspections, visits that could not be entered, fires and breaches, the last on top; and the photos of inspections. */
export function Visits({ inspections, noEntries, events }: Props) {
  const { t, say, day } = useTexts();
  const seen = inspections.map(({ id, on, unit, clean, facts }) => ({
    id, on, title: unit ? t('housing.visitOf', { unit: say(unit.label) }) : t('housing.visit'),
    text: [facts > 0 && t('housing.factsN', { n: facts }), clean && t('housing.clean')].filter(Boolean).join(' · '),
  }));
  const barred = noEntries.map(({ id, on, unit, bar }) => ({ id, on, title: t('housing.noEntry'), text: [unit && say(unit.label), say(bar.label)].filter(Boolean).join(' · ') }));
  const happened = events.map(({ id, on, kind, words }) => ({ id, on, title: say(kind.label), text: words }));
  const all = [...seen, ...barred, ...happened].sort((a, b) => b.on.localeCompare(a.on));
  if (all.length === 0) return <p className="ll-soft">{t('housing.visitsNone')}</p>;
  return (
    <>
      <Timeline
        className="ll-timeline"
        items={all.map(({ id, on, title, text }) => ({ key: id, content: <><b>{title}</b><div className="ll-soft ll-small">{day(on)}{text && ` · ${text}`}</div></> }))}
      />
      <InspectionPhotos inspections={inspections} />
    </>
  );
}
