import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, Progress, Upload } from 'antd';
import { InboxOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { saveCsv } from './csv';
import { useWashFile } from './useWashFile';

/** A file to wash: choose it, name the column, watch, and take the result. */
export function WashFile() {
  const { t, percent, number } = useTexts();
  const errorText = useErrorText();
  const [file, setFile] = useState<File | null>(null);
  const [column, setColumn] = useState('');
  const wash = useWashFile();
  const { done, secondsLeft: left, rows } = wash.state;
  const timeOf = (seconds: number) => (seconds < 2 ? t('wash.soon') : seconds < 120 ? t('wash.seconds', { n: seconds }) : t('wash.minutes', { n: Math.ceil(seconds / 60) }));
  const going = wash.state.phase === 'sending' || wash.state.phase === 'washing';
  const error = wash.state.phase === 'failed' ? errorText(wash.state.error) : null;
  return (
    <Form layout="vertical" className="ll-wash-file" onFinish={() => { if (file && column) void wash.start(file, column); }}>
      <Upload.Dragger
        accept=".csv,.tsv,.txt,.xlsx" maxCount={1} disabled={going} beforeUpload={(chosen) => { setFile(chosen); wash.reset(); return false; }}
        onRemove={() => { setFile(null); wash.reset(); }}
      >
        <p className="ant-upload-drag-icon"><InboxOutlined /></p>
        <p className="ant-upload-text">{t('wash.dropTitle')}</p>
        <p className="ant-upload-hint">{t('wash.dropHint')}</p>
      </Upload.Dragger>
      <Form.Item label={t('wash.column')} extra={t('wash.columnHelp')} htmlFor="wash-column">
        <Input id="wash-column" value={column} disabled={going} onChange={(event) => setColumn(event.target.value)} />
      </Form.Item>
      <div className="ll-wash-go">
        <Button type="primary" htmlType="submit" disabled={!file || !column.trim()} loading={going}>{t('wash.start')}</Button>
        {going && <Button onClick={wash.cancel}>{t('action.cancel')}</Button>}
      </div>
      <div aria-live="polite" className="ll-wash-progress">
        {wash.state.phase === 'sending' && <><Progress percent={Math.round(wash.state.sent * 100)} showInfo={false} aria-label={t('wash.file')} /><p>{t('wash.sending', { percent: percent(wash.state.sent) })}</p></>}
        {wash.state.phase === 'washing' && (
          <>
            {done !== null && <Progress percent={Math.round(done * 100)} showInfo={false} aria-label={t('wash.file')} />}
            <p>{done === null ? t('wash.washingRows', { rows: number(rows) }) : t('wash.washing', { percent: percent(done), rows: number(rows) })}{left !== null && ` · ${t('wash.left', { time: timeOf(left) })}`}</p>
          </>
        )}
        {wash.state.phase === 'cancelled' && <Alert type="info" showIcon title={t('wash.cancelled')} />}
        {error && <Alert type="error" showIcon title={error.title} description={error.detail ?? error.action} />}
        {wash.state.phase === 'done' && (
          <Alert type="success" showIcon title={t('wash.done', { n: wash.state.rows })} action={<Button onClick={() => { const got = wash.result(); if (got) saveCsv(got.name, got.text); }}>{t('wash.downloadCsv')}</Button>} />
        )}
      </div>
    </Form>
  );
}
