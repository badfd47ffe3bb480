import { useTexts } from '@linli/kit/texts';

const states = ['owner', 'rented', 'full', 'vacant', 'unknown'] as const;

/** How rooms are lived in: a bar in the convention's colours, and the same in words. */
export function OccupancyBar({ counts }: { counts: Record<string, number> }) {
  const { word, number } = useTexts();
  const known = states.filter((state) => (counts[state] ?? 0) > 0);
  const whole = known.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return (
    <span className="ll-occupancy">
      <i aria-hidden="true">{known.map((state) => <b key={state} className={`ll-occ-${state}`} style={{ width: `${((counts[state] ?? 0) / whole) * 100}%` }} />)}</i>
      <span>{known.map((state) => `${word('occupancy', state)} ${number(counts[state])}`).join(' · ')}</span>
    </span>
  );
}
