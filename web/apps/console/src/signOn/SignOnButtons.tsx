import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Divider } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useBegin, useProviders } from './queries';

/** A way in by each identity provider; nothing where none is set up. */
export function SignOnButtons() {
  const { t, say, lang } = useTexts();
  const errorText = useErrorText();
  const providers = useProviders();
  const begin = useBegin();
  if (!providers.data?.length) return null;
  const failed = begin.error && errorText(begin.error);
  return (
    <div className="ll-sign-on">
      <Divider plain>{t('signOn.or')}</Divider>
      {providers.data.map(({ id, name }) => (
        <Button key={id} block size="large" disabled={begin.isPending || begin.isSuccess} loading={begin.isPending && begin.variables.provider === id} onClick={() => begin.mutate({ provider: id, lang })}>
          {t('signOn.with', { name: say(name) })}
        </Button>
      ))}
      <div aria-live="polite">{failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}</div>
    </div>
  );
}
