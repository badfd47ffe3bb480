import { useTexts } from '@linli/kit/texts';
import { Select, Skeleton } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { CountTable } from './CountTable';
import { cutName, dimensions } from './people';
import { PeopleBelow } from './PeopleBelow';
import { useAreaPeople } from './queries';

/** How many people live in the area, cut by one or two dimensions; every number went through the disclosure gate. */
export function AreaPeople({ area }: { area: string }) {
  const { t, word, number, day } = useTexts();
  const [first, setFirst] = useState('age');
  const [second, setSecond] = useState('');
  const counts = useAreaPeople(area, cutName(first, second));
  const options = (names: readonly string[]) => names.map((value) => ({ value, label: word('cut', value) }));
  if (counts.isError) return <ErrorState error={counts.error} retry={() => void counts.refetch()} />;
  if (!counts.data) return <div role="status" aria-label={t('state.loading')}><Skeleton active title={false} paragraph={{ rows: 4 }} /></div>;
  const { data } = counts;
  const { threshold } = data;
  if (!data.on) return <p className="ll-soft">{t(threshold ? 'people.unreleased' : 'people.never')}</p>;
  return (
    <>
      <p>{data.total === null ? t('people.few', { on: day(data.on) }) : t(threshold ? 'people.released' : 'people.total', { n: number(data.total), on: day(data.on) })}</p>
      <div className="ll-list-bar">
        <Select className="ll-filter" aria-label={t('people.by')} popupMatchSelectWidth={false} value={first} onChange={setFirst} options={options(dimensions.filter((name) => name !== second))} />
        {!threshold && <Select className="ll-filter" aria-label={t('people.and')} popupMatchSelectWidth={false} value={second} onChange={setSecond} options={[{ value: '', label: t('people.nothing') }, ...options(dimensions.filter((name) => name !== first))]} />}
      </div>
      <CountTable by={data.by} cells={data.cells} />
      {data.below.length > 0 && <PeopleBelow below={data.below} />}
      <p className="ll-soft ll-small">{threshold ? t('people.threshold', { n: number(threshold) }) : t('people.gate')}</p>
    </>
  );
}
