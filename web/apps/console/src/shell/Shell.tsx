import { useTexts } from '@linli/kit/texts';
import { Drawer } from 'antd';
import { useState } from 'react';
import { CallPanel } from '../call/CallPanel';
import { PageSkeleton } from '../page/PageSkeleton';
import { useAreaKnown } from '../page/useAreaKnown';
import { useNarrow } from '../page/useNarrow';
import { AskedAboutMe } from '../reads/AskedAboutMe';
import { OwnRecoveries } from '../recoveries/OwnRecoveries';
import { AreaPicker } from './AreaPicker';
import { Pages } from './Pages';
import { SideNav } from './SideNav';
import { TopBar } from './TopBar';

/** The frame around every page of the console. */
export default function Shell() {
  const { t } = useTexts();
  const narrow = useNarrow();
  const known = useAreaKnown();
  const [open, setOpen] = useState(false);
  return (
    <div className="ll-shell">
      <a className="ll-skip" href="#content">{t('shell.skip')}</a>
      <TopBar openNav={() => setOpen(true)} />
      {narrow ? (
        <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={288} title={t('shell.menu')} classNames={{ body: 'll-drawer-nav' }}>
          <AreaPicker />
          <SideNav onGo={() => setOpen(false)} />
        </Drawer>
      ) : (
        <aside className="ll-side"><SideNav /></aside>
      )}
      <main id="content" className="ll-main" tabIndex={0}><CallPanel /><OwnRecoveries /><AskedAboutMe />{known ? <Pages /> : <PageSkeleton />}</main>
    </div>
  );
}
