import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Modal } from 'antd';
import { Code } from '../page/Code';
import { useErrorText } from '../page/useErrorText';
import { useGiveProxy, type Wanted } from './queries';
import { WantedFields } from './WantedFields';

/** Asks what for and until when, then shows the word to hand over. */
export function GiveProxy({ close }: { close(): void }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const give = useGiveProxy();
  const failed = give.error && errorText(give.error);
  return (
    <Modal open onCancel={close} footer={null} destroyOnHidden maskClosable={false} title={t('proxy.give')}>
      {give.data && (
        <div className="ll-enrol">
          <p>{t('proxy.wordLead')}</p>
          <Code value={give.data.word} />
          <div className="ll-row-actions"><Button type="primary" onClick={close}>{t('proxy.done')}</Button></div>
        </div>
      )}
      {!give.data && (
        <Form<Wanted> layout="vertical" requiredMark={false} onFinish={(wanted) => give.mutate(wanted)}>
          <p className="ll-soft ll-undo-lead">{t('proxy.giveLead')}</p>
          <WantedFields />
          {failed && <Alert type="error" showIcon className="ll-undo-lead" title={failed.title} description={failed.detail ?? failed.action} />}
          <Button type="primary" htmlType="submit" loading={give.isPending}>{t('proxy.give')}</Button>
        </Form>
      )}
    </Modal>
  );
}
