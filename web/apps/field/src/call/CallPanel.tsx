import { callLine, isNoMedia, nameOf, useCall, useListening, useStream } from '@linli/kit/call';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'react-aria-components';
import { Failure } from '../page/Failure';
import { useField } from '../sync/useField';

/** A call that rings or is under way, over every page. Calls are heard while one is on duty; a network that is gone for a moment ends none. */
export function CallPanel() {
  const { t } = useTexts();
  const { duty, link } = useField();
  useListening(duty.on && (link === 'online' || link === 'offline'));
  const { state, call, local, remote, muted, cameraOff, error } = useCall();
  const [own, other] = [useStream(local), useStream(remote)];
  const hasCamera = (local?.getVideoTracks().length ?? 0) > 0;
  const failure = <Failure error={error} known={isNoMedia(error) ? t('call.noMedia') : undefined} />;
  if (state === 'idle') return error ? failure : null;
  return (
    <section className="lf-form lf-call" aria-label={t('call.title')}>
      <div role={state === 'ringing' ? 'alert' : 'status'}><h2>{t(`call.state.${state}`, { name: nameOf(call) ?? t('call.anybody') })}</h2></div>
      <p className="lf-soft">{t('call.lead')}</p>
      {failure}
      <video ref={other} className="lf-call-other" hidden={!remote} autoPlay playsInline aria-label={t('call.other')} />
      <video ref={own} className="lf-call-own" hidden={!hasCamera || cameraOff} autoPlay playsInline muted aria-label={t('call.own')} />
      {state === 'ringing' ? (
        <div className="lf-buttons">
          <Button className="lf-main" onPress={() => void callLine.accept(false)}>{t('call.accept')}</Button>
          {call?.camera && <Button className="lf-second" onPress={() => void callLine.accept(true)}>{t('call.acceptCamera')}</Button>}
          <Button className="lf-second" onPress={() => void callLine.end()}>{t('call.decline')}</Button>
        </div>
      ) : (
        <div className="lf-buttons">
          <Button className="lf-second" onPress={() => callLine.mute(!muted)}>{t(muted ? 'call.unmute' : 'call.mute')}</Button>
          {hasCamera && <Button className="lf-second" onPress={() => callLine.hideCamera(!cameraOff)}>{t(cameraOff ? 'call.cameraOn' : 'call.cameraOff')}</Button>}
          <Button className="lf-main" onPress={() => void callLine.end()}>{t('call.hangUp')}</Button>
        </div>
      )}
    </section>
  );
}
