import { useTexts } from '@linli/kit/texts';
import { App, Button } from 'antd';

/** Recovery codes, shown once. */
export function RecoveryList({ codes, done }: { codes: string[]; done(): void }) {
  const { t } = useTexts();
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(codes.join('\n')).then(() => message.success(t('action.copied')));
  return (
    <div className="ll-enrol">
      <p className="ll-soft">{t('factor.keep')}</p>
      <ol className="ll-recovery">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ol>
      <div className="ll-row-actions">
        <Button onClick={copy}>{t('factor.copy')}</Button>
        <Button type="primary" onClick={done}>{t('factor.kept')}</Button>
      </div>
    </div>
  );
}
