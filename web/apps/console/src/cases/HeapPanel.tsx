import type { Heap } from '@linli/kit/client';
import { type Key, useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import { CaseLine } from './CaseLine';

/** A heap that waits, with the way to all of it. */
export function HeapPanel({ name, heap, all }: { name: string; heap: Heap; all: string }) {
  const { t, number } = useTexts();
  return (
    <section className="ll-panel ll-heap" aria-labelledby={`heap-${name}`}>
      <header>
        <h2 id={`heap-${name}`}>{t(`cases.heap.${name}` as Key)}</h2>
        <b className={heap.total ? 'll-count' : 'll-count ll-count-none'}>{heap.total > 1000 ? t('cases.totalMany') : number(heap.total)}</b>
      </header>
      {heap.rows.length === 0 ? <p className="ll-soft">{t('cases.heap.none')}</p> : <ul>{heap.rows.slice(0, 6).map((row) => <CaseLine key={row.id} row={row} />)}</ul>}
      {heap.total > 6 && <p><Link to={all}>{t('cases.heap.all', { n: Math.min(heap.total, 1000) })}</Link></p>}
    </section>
  );
}
