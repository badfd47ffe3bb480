import type { ReadRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';
import { ReadQuestion } from './ReadQuestion';

/** One look at my data, in the plain words the server gives in the reader's language; and what I ask about it. */
export function ReadCard({ row }: { row: ReadRow }) {
  const { t, moment } = useTexts();
  return (
    <li className="ll-panel">
      <time dateTime={row.at}>{moment(row.at)}</time>
      <h2>{row.office}</h2>
      <dl>
        <div><dt>{t('reads.action')}</dt><dd>{row.action}</dd></div>
        <div><dt>{t('reads.purpose')}</dt><dd>{row.purpose}</dd></div>
        {row.fields.length > 0 && <div><dt>{t('reads.fields')}</dt><dd className="ll-marks">{row.fields.map((field) => <Mark key={field}>{field}</Mark>)}</dd></div>}
      </dl>
      {row.read && !row.own && <ReadQuestion look={row.read} question={row.question} />}
    </li>
  );
}
