import { UploadOutlined } from '@ant-design/icons';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Upload } from 'antd';
import { useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { answersOf } from './answers';
import { useAnswers } from './queries';

/** Takes the list that a department filled in: its answers alone are sent on. */
export function AnswersUpload() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const answers = useAnswers();
  const [wrong, setWrong] = useState(false);
  const failed = answers.error && errorText(answers.error);
  const take = async (file: File) => {
    const found = answersOf(await file.text());
    setWrong(found === null);
    if (found && found.length > 0) answers.mutate(found);
  };
  return (
    <>
      <Upload accept=".csv,text/csv" showUploadList={false} beforeUpload={(file) => { void take(file); return false; }}>
        <Button icon={<UploadOutlined />} loading={answers.isPending}>{t('exchange.upload')}</Button>
      </Upload>
      {wrong && <Alert type="error" showIcon title={t('exchange.uploadWrong')} />}
      {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      {answers.data && <Alert type="success" showIcon title={t('exchange.uploaded', { n: answers.data.answered })} />}
    </>
  );
}
