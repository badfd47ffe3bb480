import { useTexts } from '@linli/kit/texts';
import { Button } from 'antd';
import { useState } from 'react';
import { ChangePassword } from './ChangePassword';

/** The password of one's own account, and the way to change it. */
export function PasswordPanel() {
  const { t } = useTexts();
  const [open, show] = useState(false);
  return (
    <section className="ll-panel ll-session">
      <div>
        <h2>{t('password.title')}</h2>
        <p className="ll-soft">{t('password.lead')}</p>
      </div>
      <Button onClick={() => show(true)}>{t('password.change')}</Button>
      {open && <ChangePassword close={() => show(false)} />}
    </section>
  );
}
