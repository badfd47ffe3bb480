import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { AskedLine } from './AskedLine';
import { useAskedAboutMe, useToldAnswers } from './queries';

/** Tells whoever looked that somebody asks about it, until they have said why or read the answer. */
export function AskedAboutMe() {
  const { t } = useTexts();
  const rows = useAskedAboutMe().data ?? [];
  const told = useToldAnswers();
  if (rows.length === 0) return null;
  const answered = rows.some(({ proper, state }) => proper !== null && state !== 'contested');
  return (
    <Alert
      type="info" showIcon banner title={t('question.aboutTitle')}
      description={<ul className="ll-told">{rows.map((row) => <AskedLine key={row.id} row={row} />)}</ul>}
      action={answered && <Button size="small" loading={told.isPending} onClick={() => told.mutate()}>{t('recovery.toldRead')}</Button>}
    />
  );
}
