import type { Alias } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { type Column } from '../page/RowsTable';
import { PlainTable } from '../page/PlainTable';

/** The other names and spellings of a place, each with who writes it so. */
export function AliasList({ aliases }: { aliases: Alias[] }) {
  const { t, word, day } = useTexts();
  if (aliases.length === 0) return <p className="ll-soft">{t('register.aliasesNone')}</p>;
  const columns: Column<Alias>[] = [
    { key: 'text', title: t('register.alias'), render: (row) => row.text },
    { key: 'kind', title: t('register.kind'), render: (row) => word('alias', row.kind) },
    { key: 'source', title: t('register.source'), render: (row) => row.source },
    { key: 'since', title: t('register.since'), render: (row) => day(row.since) },
  ];
  return <PlainTable label={t('register.aliases')} columns={columns} rows={aliases} />;
}
