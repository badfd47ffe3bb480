import type { TagRule } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { ReasonMark } from './ReasonMark';

interface Props { rules: TagRule[]; chosen: string | null; choose(rule: string | null): void }

/** Every rule in words, and how many of its tags stand; a rule chosen narrows the list. */
export function RulesTable({ rules, chosen, choose }: Props) {
  const { t, say, word, number } = useTexts();
  const columns: Column<TagRule>[] = [
    {
      key: 'rule', title: t('tags.rule'), width: 250,
      render: (rule) => (
        <span className="ll-source">
          <Button type="link" className="ll-inline-link" aria-pressed={chosen === rule.id} onClick={() => choose(chosen === rule.id ? null : rule.id)}>{say(rule.title)}</Button>
          <small>{`${word('tag_subject', rule.subject)} · ${t('tags.version', { n: rule.version })}`}</small>
        </span>
      ),
    },
    { key: 'count', title: t('tags.count'), number: true, width: 90, render: (rule) => <b>{number(rule.count)}</b> },
    { key: 'reason', title: t('tags.reason'), width: 150, render: (rule) => <ReasonMark reason={rule.reason} /> },
    {
      key: 'meaning', title: t('tags.says'),
      render: (rule) => <span className="ll-meaning ll-source">{say(rule.meaning)}{!rule.computed && <small>{t('tags.uncomputed')}</small>}</span>,
    },
  ];
  return <PlainTable label={t('tags.rules')} columns={columns} rows={rules} />;
}
