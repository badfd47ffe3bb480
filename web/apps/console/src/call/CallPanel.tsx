import { callLine, isNoMedia, nameOf, useCall, useListening, useStream } from '@linli/kit/call';
import { useTexts } from '@linli/kit/texts';
import { Alert, Button } from 'antd';
import { useErrorText } from '../page/useErrorText';
import { useAccount } from '../session/context';

/** Who dispatches, and is rung by those on duty. */
const dispatchers = ['district_officer', 'street_officer', 'community_officer'];

/** A call that rings or is under way, over every page. */
export function CallPanel() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const { roles } = useAccount();
  useListening(roles.some((role) => dispatchers.includes(role)));
  const { state, call, local, remote, muted, cameraOff, error } = useCall();
  const [own, other] = [useStream(local), useStream(remote)];
  const hasCamera = (local?.getVideoTracks().length ?? 0) > 0;
  const failed = error ? (isNoMedia(error) ? { title: t('call.noMedia'), detail: undefined } : errorText(error)) : null;
  const failure = failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} />;
  if (state === 'idle') return failure;
  return (
    <section className="ll-panel ll-call" aria-label={t('call.title')}>
      <div role={state === 'ringing' ? 'alert' : 'status'}><h2>{t(`call.state.${state}`, { name: nameOf(call) ?? t('call.anybody') })}</h2></div>
      <p className="ll-soft">{t('call.lead')}</p>
      {failure}
      <video ref={other} className="ll-call-other" hidden={!remote} autoPlay playsInline aria-label={t('call.other')} />
      <video ref={own} className="ll-call-own" hidden={!hasCamera || cameraOff} autoPlay playsInline muted aria-label={t('call.own')} />
      {state === 'ringing' ? (
        <div className="ll-row-actions">
          <Button type="primary" onClick={() => void callLine.accept(false)}>{t('call.accept')}</Button>
          {call?.camera && <Button onClick={() => void callLine.accept(true)}>{t('call.acceptCamera')}</Button>}
          <Button danger onClick={() => void callLine.end()}>{t('call.decline')}</Button>
        </div>
      ) : (
        <div className="ll-row-actions">
          <Button onClick={() => callLine.mute(!muted)}>{t(muted ? 'call.unmute' : 'call.mute')}</Button>
          {hasCamera && <Button onClick={() => callLine.hideCamera(!cameraOff)}>{t(cameraOff ? 'call.cameraOn' : 'call.cameraOff')}</Button>}
          <Button danger type="primary" onClick={() => void callLine.end()}>{t('call.hangUp')}</Button>
        </div>
      )}
    </section>
  );
}
