import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import type { ReviewPair, ReviewRecord } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { SourceCell } from '../blocks/SourceCell';
import { Mark } from '../page/Mark';

const signs = {
  same: { tone: 'good', icon: <CheckOutlined /> },
  differs: { tone: 'bad', icon: <CloseOutlined /> },
  silent: { tone: 'plain', icon: <MinusOutlined /> },
} as const;

/** Two records beside each other, field by field, with whether they agree behind their masks. */
export function SideBySide({ pair }: { pair: ReviewPair }) {
  const { t, word, day } = useTexts();
  const agree = new Map(pair.agreements.map(({ field, same }) => [field, same === null ? 'silent' : same ? 'same' : 'differs'] as const));
  const rows: [field: string, of: (record: ReviewRecord) => string | null][] = [
    ['name', (record) => record.name],
    ['sex', (record) => record.sex && word('value', record.sex)],
    ['born_on', (record) => record.born_on && day(record.born_on)],
    ['number', (record) => record.number && [record.document && word('document', record.document), record.number].filter(Boolean).join(' ')],
    ['phone', (record) => record.phone],
    ['address', (record) => record.address],
    ['as_of', (record) => record.as_of && day(record.as_of)],
  ];
  return (
    <table className="ll-pair" aria-label={t('review.records')}>
      <thead>
        <tr>
          <td />
          <th scope="col"><SourceCell source={pair.left.source} /></th>
          <th scope="col"><SourceCell source={pair.right.source} /></th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.filter(([, of]) => of(pair.left) || of(pair.right)).map(([field, of]) => {
          const state = agree.get(field);
          return (
            <tr key={field}>
              <th scope="row">{word('record', field)}</th>
              <td>{of(pair.left) ?? '–'}</td>
              <td>{of(pair.right) ?? '–'}</td>
              <td>{state && <Mark {...signs[state]}>{t(`review.${state}`)}</Mark>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
