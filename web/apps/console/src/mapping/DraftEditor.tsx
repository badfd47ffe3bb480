import { DownloadOutlined } from '@ant-design/icons';
import type { MappingDraft, MappingPreview } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useNarrow } from '../page/useNarrow';
import { ColumnsEditor } from './ColumnsEditor';
import { RelationsEditor } from './RelationsEditor';
import { saveToml } from './saveToml';
import { SourceForm } from './SourceForm';
import { TrialRejects } from './TrialRejects';
import { TrialSummary } from './TrialSummary';

interface Props { preview: MappingPreview; busy: boolean; attempt(draft: MappingDraft): void }

/** The mapping as it is edited, beside what it makes of the sample. */
export function DraftEditor({ preview, busy, attempt }: Props) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const [draft, setDraft] = useState(preview.draft);
  const [tab, setTab] = useState('columns');
  const changed = JSON.stringify(draft) !== JSON.stringify(preview.draft);
  const trial = changed ? null : preview.trial;
  const items = [
    { key: 'columns', label: t('mapping.columns'), children: <ColumnsEditor draft={draft} refused={preview.refused} profile={preview.trial?.columns ?? []} change={setDraft} /> },
    { key: 'relations', label: t('mapping.relations'), children: <RelationsEditor draft={draft} kinds={preview.relation_kinds} change={setDraft} /> },
    { key: 'source', label: t('mapping.source'), children: <SourceForm draft={draft} change={setDraft} /> },
    { key: 'rejects', label: t('mapping.rejects', { n: preview.trial?.rejected ?? 0 }), children: <TrialRejects trial={preview.trial} /> },
    { key: 'file', label: t('mapping.file'), children: trial ? <pre className="ll-toml" tabIndex={0}><code>{trial.toml}</code></pre> : <p className="ll-soft">{t('mapping.fileAfter')}</p> },
  ];
  return (
    <>
      <section className="ll-panel" aria-live="polite">
        <div className="ll-trial">
          <TrialSummary preview={preview} changed={changed} />
          <div className="ll-trial-do">
            <Button type={changed ? 'primary' : 'default'} loading={busy} onClick={() => attempt(draft)}>{t('mapping.try')}</Button>
            <Button type={changed ? 'default' : 'primary'} icon={<DownloadOutlined />} disabled={!trial || busy} onClick={() => { if (trial) saveToml(`${draft.source}.toml`, trial.toml); }}>{t('mapping.download')}</Button>
          </div>
        </div>
      </section>
      <section className="ll-panel">
        {narrow
          ? <><Select className="ll-wide ll-part" aria-label={t('mapping.part')} value={tab} options={items.map(({ key, label }) => ({ value: key, label }))} onChange={setTab} />{items.find(({ key }) => key === tab)?.children}</>
          : <Tabs activeKey={tab} items={items} onChange={setTab} />}
      </section>
    </>
  );
}
