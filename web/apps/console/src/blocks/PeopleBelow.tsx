import type { PeopleBelow as Below } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

/** Everybody in each area right below. */
export function PeopleBelow({ below }: { below: Below[] }) {
  const { t, say, number } = useTexts();
  const columns: Column<Below>[] = [
    { key: 'area', title: t('people.area'), render: ({ area }) => say(area.name) },
    { key: 'total', title: t('people.people'), number: true, width: 160, render: ({ total }) => (total === null ? t('people.withheld') : number(total)) },
  ];
  return <><h3>{t('people.below')}</h3><PlainTable label={t('people.below')} columns={columns} rows={below} /></>;
}
