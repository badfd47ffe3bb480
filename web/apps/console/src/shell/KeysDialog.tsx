import { useTexts } from '@linli/kit/texts';
import { Modal } from 'antd';
import { Fragment } from 'react';
import { useAccount } from '../session/context';
import { keysFor } from './keyList';

interface Props { open: boolean; close(): void; closed(): void }

/** Every key of the console, by where it acts. `closed` follows when the dialog is gone. */
export function KeysDialog({ open, close, closed }: Props) {
  const { t } = useTexts();
  const { nav } = useAccount();
  return (
    <Modal open={open} onCancel={close} afterClose={closed} footer={null} destroyOnHidden title={t('keys.title')}>
      <div className="ll-keys">
        {keysFor(nav).map(({ title, lines }) => (
          <section key={title}>
            <h2>{t(title)}</h2>
            <dl>
              {lines.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    {keys.map((together, way) => (
                      <Fragment key={together.join()}>
                        {way > 0 && <span className="ll-soft"> / </span>}
                        {together.map((name) => <kbd key={name}>{name}</kbd>)}
                      </Fragment>
                    ))}
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
