import type { FigureRow } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import type { Column } from '../page/RowsTable';

/** The columns of figures, on the screen as on paper. */
export function useFigureColumns(first: string): Column<FigureRow>[] {
  const { t, say, number, percent } = useTexts();
  const hours = (value: number | null) => (value === null ? t('figures.none') : t('figures.hours', { n: value < 10 ? Number(value.toFixed(1)) : Math.round(value) }));
  const part = (value: number | null, of?: number) => (value === null ? t('figures.none') : of === undefined ? percent(value) : t('figures.partOf', { part: percent(value), n: number(of) }));
  return [
    { key: 'of', title: first, render: (row) => say(row.of.title) },
    { key: 'cases', title: t('figures.cases'), number: true, render: (row) => number(row.cases) },
    { key: 'reports', title: t('figures.reports'), number: true, render: (row) => number(row.reports) },
    { key: 'open', title: t('cases.open'), number: true, render: (row) => number(row.open) },
    { key: 'contact', title: t('figures.contact'), number: true, render: (row) => hours(row.contact_h) },
    { key: 'handle', title: t('figures.handle'), number: true, render: (row) => hours(row.handle_h) },
    { key: 'in_time', title: t('figures.inTime'), number: true, render: (row) => part(row.in_time, row.handled) },
    { key: 'reopened', title: t('figures.reopened'), number: true, render: (row) => part(row.reopened) },
    { key: 'verified', title: t('figures.verified'), number: true, render: (row) => part(row.verified, row.rechecked) },
    { key: 'content', title: t('figures.content'), number: true, render: (row) => part(row.content, row.rated) },
  ];
}
