import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { ErrorState } from '../page/ErrorState';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useArea } from '../page/useArea';
import { useErrorText } from '../page/useErrorText';
import { useParams } from '../page/useParams';
import { BedsForm } from './BedsForm';
import { BedsList } from './BedsList';
import { useTagRules, useTagRun } from './queries';
import { RulesTable } from './RulesTable';
import { TagList } from './TagList';

/** The rules of tags with their numbers in the area, and what is tagged. */
export default function Tags() {
  const { t, day, number } = useTexts();
  const errorText = useErrorText();
  const [params, change] = useParams();
  const area = useArea();
  const rules = useTagRules(area);
  const run = useTagRun();
  const failed = run.error && errorText(run.error);
  const on = rules.data?.computed_on;
  const [beds, setBeds] = useState(false);
  return (
    <Page
      title={t('tags.title')} lead={t('tags.lead')} facts={rules.data && <span className="ll-soft">{on ? t('tags.computedOn', { day: day(on) }) : t('tags.never')}</span>}
      actions={<>
        {rules.data?.may_approve_beds && <Button onClick={() => setBeds(true)}>{t('tags.beds')}</Button>}
        {rules.data?.may_run && <Button loading={run.isPending} onClick={() => run.mutate()}>{t('tags.run')}</Button>}
      </>}
    >
      {run.data && <Alert type="success" showIcon closable title={t('tags.ran', { begun: number(run.data.begun), ended: number(run.data.ended), standing: number(run.data.standing) })} />}
      {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      <section className="ll-panel">
        <h2>{t('tags.rules')}</h2>
        {rules.error && <ErrorState error={rules.error} retry={() => void rules.refetch()} />}
        {!rules.error && (rules.data
          ? <RulesTable rules={rules.data.rules} chosen={params.get('rule')} choose={(rule) => change({ rule, page: null })} />
          : <RowsSkeleton rows={8} />)}
      </section>
      <section className="ll-panel"><h2>{t('tags.list')}</h2><TagList /></section>
      <section className="ll-panel"><h2>{t('tags.beds')}</h2><BedsList key={area} area={area} /></section>
      <BedsForm open={beds} close={() => setBeds(false)} />
    </Page>
  );
}
