import { useTexts } from '@linli/kit/texts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { mostLines, useSamples, useWash } from './queries';
import { WashResult } from './WashResult';

/** Pasted lines and what they wash to. */
export function WashLines() {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const wash = useWash();
  const samples = useSamples();
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  const tooMany = lines.length > mostLines;
  const run = () => { if (lines.length && !tooMany) wash.mutate(lines); };
  return (
    <div className="ll-wash">
      <div>
        <label htmlFor="wash-lines">{t('wash.linesLabel')}</label>
        <Input.TextArea
          id="wash-lines" value={text} placeholder={t('wash.linesExample')} autoSize={{ minRows: 5, maxRows: 12 }}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(); }}
        />
        <div className="ll-wash-go">
          <Button type="primary" disabled={!lines.length || tooMany} loading={wash.isPending} onClick={run}>
            {lines.length ? t('wash.run', { n: lines.length }) : t('wash.runEmpty')}
          </Button>
          {!lines.length && samples.length > 0 && <Button onClick={() => setText(samples.join('\n'))}>{t('wash.sample')}</Button>}
          {lines.length > 0 && <span className="ll-soft ll-small ll-key-hint">{t('wash.keys')}</span>}
          {tooMany && <span role="alert">{t('wash.tooMany', { n: mostLines })}</span>}
        </div>
      </div>
      <div aria-live="polite">
        {wash.isIdle && <EmptyState title={t('wash.empty')} action={t('wash.emptyDo')} />}
        {wash.isPending && <RowsSkeleton rows={lines.length > 8 ? 8 : lines.length} />}
        {wash.isError && <ErrorState error={wash.error} retry={run} />}
        {wash.data && <WashResult rows={wash.data} again={run} />}
      </div>
    </div>
  );
}
