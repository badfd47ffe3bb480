import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';
import { useState } from 'react';
import { Page } from '../page/Page';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useErrorText } from '../page/useErrorText';
import { DraftEditor } from './DraftEditor';
import { usePreview } from './queries';
import { SampleDrop } from './SampleDrop';

/** Maps a new department's table: a sample is understood, edited and tried out; then the mapping file is taken along. */
export default function NewMapping() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const preview = usePreview();
  const [file, setFile] = useState<File | null>(null);
  const failed = preview.error && errorText(preview.error);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    preview.reset();
    if (chosen) preview.mutate({ file: chosen, draft: null });
  };
  return (
    <Page title={t('mapping.title')} lead={t('mapping.lead')}>
      <section className="ll-panel"><SampleDrop file={file} busy={preview.isPending} choose={choose} /></section>
      {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      {preview.isPending && !preview.data && <section className="ll-panel"><RowsSkeleton rows={8} /></section>}
      {file && preview.data && (
        <DraftEditor
          key={`${file.name}/${file.lastModified}/${file.size}`} preview={preview.data} busy={preview.isPending}
          attempt={(draft) => preview.mutate({ file, draft })}
        />
      )}
    </Page>
  );
}
