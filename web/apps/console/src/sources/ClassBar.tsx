import { useTexts } from '@linli/kit/texts';

interface Counts { a: number; b: number; c: number; none: number }

const classes = [['a', 'class.A'], ['b', 'class.B'], ['c', 'class.C'], ['none', 'class.none']] as const;

/** How addresses washed, as one bar by class, with the share that was matched (A and B). */
export function ClassBar({ counts }: { counts: Counts }) {
  const { t, number, percent } = useTexts();
  const whole = counts.a + counts.b + counts.c + counts.none;
  const said = classes.map(([key, name]) => `${t(name)}: ${number(counts[key])}`).join(' · ');
  return (
    <span className="ll-rate" title={said}>
      <i role="img" aria-label={said}>
        {classes.map(([key]) => counts[key] > 0 && <b key={key} className={`ll-class-${key}`} style={{ width: `${(counts[key] / whole) * 100}%` }} />)}
      </i>
      {whole > 0 ? percent((counts.a + counts.b) / whole) : '–'}
    </span>
  );
}
