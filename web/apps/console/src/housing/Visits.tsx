import type { HousingEvent, Inspection } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Timeline } from 'antd';

interface Props { inspections: Inspection[]; events: HousingEvent[] }

/** Inspections, fires and breaches, the last on top. */
export function Visits({ inspections, events }: Props) {
  const { t, say, day } = useTexts();
  const seen = inspections.map(({ id, on, unit, clean, facts }) => ({
    id, on, title: unit ? t('housing.visitOf', { unit: say(unit.label) }) : t('housing.visit'),
    text: [facts > 0 && t('housing.factsN', { n: facts }), clean && t('housing.clean')].filter(Boolean).join(' · '),
  }));
  const happened = events.map(({ id, on, kind, words }) => ({ id, on, title: say(kind.label), text: words }));
  const all = [...seen, ...happened].sort((a, b) => b.on.localeCompare(a.on));
  if (all.length === 0) return <p className="ll-soft">{t('housing.visitsNone')}</p>;
  return (
    <Timeline
      className="ll-timeline"
      items={all.map(({ id, on, title, text }) => ({ key: id, content: <><b>{title}</b><div className="ll-soft ll-small">{day(on)}{text && ` · ${text}`}</div></> }))}
    />
  );
}
