import type { ReadRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

/** One look at my data, in plain words. */
export function ReadCard({ row }: { row: ReadRow }) {
  const { t, word, moment } = useTexts();
  return (
    <li className="ll-panel">
      <time dateTime={row.at}>{moment(row.at)}</time>
      <h2>{word('office', row.office)}</h2>
      <dl>
        <div><dt>{t('reads.action')}</dt><dd>{word('read_action', row.action)}</dd></div>
        <div><dt>{t('reads.purpose')}</dt><dd>{word('purpose', row.purpose)}</dd></div>
        <div><dt>{t('reads.fields')}</dt><dd>{row.fields.map((field) => <Mark key={field}>{word('field', field)}</Mark>)}</dd></div>
      </dl>
    </li>
  );
}
