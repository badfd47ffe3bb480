import { useTexts } from '@linli/kit/texts';

const classes = [['a', 'class.A'], ['b', 'class.B'], ['c', 'class.C'], ['none', 'class.none']] as const;

/** What the parts of a class bar mean. */
export function ClassLegend() {
  const { t } = useTexts();
  return <p className="ll-class-legend">{classes.map(([key, name]) => <span key={key}><b className={`ll-class-${key}`} aria-hidden="true" />{t(name)}</span>)}</p>;
}
