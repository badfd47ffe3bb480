import type { CoverageRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { Column } from '../page/RowsTable';
import type { CoverWay } from './ways';

/** The columns of coverage, on the screen as on paper. */
export function useCoverageColumns(by: CoverWay): Column<CoverageRow>[] {
  const { t, say, number, percent, day } = useTexts();
  return [
    { key: 'of', title: t(`coverage.by.${by}`), render: (row) => say(row.of.title) },
    { key: 'buildings', title: t('coverage.buildings'), number: true, render: (row) => number(row.buildings) },
    { key: 'visited', title: t('coverage.visited'), number: true, render: (row) => number(row.visited) },
    { key: 'part', title: t('coverage.part'), number: true, render: (row) => (row.part === null ? t('figures.none') : percent(row.part)) },
    { key: 'visits', title: t('coverage.visits'), number: true, render: (row) => number(row.visits) },
    { key: 'last', title: t('coverage.last'), number: true, render: (row) => day(row.last_on) },
  ];
}
