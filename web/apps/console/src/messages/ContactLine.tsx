import type { MessageChannel } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../page/Mark';
import { ContactForm } from './ContactForm';
import { useForgetContact } from './queries';

/** One channel: where it reaches one, whether that was confirmed, and the way to change it. */
export function ContactLine({ contact }: { contact: MessageChannel }) {
  const { t, word } = useTexts();
  const forget = useForgetContact(contact.channel);
  const [setting, set] = useState(false);
  const { channel, address, set_up } = contact;
  const own = channel !== 'webhook';
  return (
    <li>
      <b>{word('channel', channel)}</b>
      <span>
        {!set_up && <span className="ll-soft">{t('messages.notSetUp')}</span>}
        {set_up && !address && <span className="ll-soft">{t(own ? 'messages.noAddress' : 'messages.hookBy')}</span>}
        {address && <>{address} <Mark tone={contact.confirmed_at ? 'good' : 'care'}>{t(!own ? 'messages.stands' : contact.confirmed_at ? 'messages.confirmed' : 'messages.waits')}</Mark></>}
      </span>
      <span className="ll-row-actions">
        {own && set_up && <Button size="small" onClick={() => set(true)}>{t(address ? 'messages.change' : 'messages.set')}</Button>}
        {own && address && <Button size="small" danger loading={forget.isPending} onClick={() => forget.mutate()}>{t('messages.forget')}</Button>}
      </span>
      {setting && <ContactForm channel={channel} close={() => set(false)} />}
    </li>
  );
}
