import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useErrorText } from '../page/useErrorText';
import { useVoice } from './queries';

/** What the reporter said by voice: asked for first, then heard here alone, with its line on the log. */
export function VoiceNote({ id }: { id: string }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const voice = useVoice(id);
  const [url, setUrl] = useState<string | null>(null);
  const file = voice.data;
  useEffect(() => {
    if (!file) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => { setUrl(null); URL.revokeObjectURL(made); };
  }, [file]);
  const failed = voice.error && errorText(voice.error);
  return (
    <>
      <h3>{t('cases.voice')}</h3>
      {failed && <Alert type="error" showIcon title={failed.title} description={failed.detail ?? failed.action} />}
      {url
        ? <audio controls src={url} aria-label={t('cases.voice')} />
        : <><p className="ll-soft">{t('cases.voiceAsk')}</p><Button loading={voice.isPending} onClick={() => voice.mutate()}>{t('cases.voiceListen')}</Button></>}
    </>
  );
}
