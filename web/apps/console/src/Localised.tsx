import { useTexts } from '@linli/kit/texts';
import { App as AntApp, ConfigProvider } from 'antd';
import en from 'antd/locale/en_GB';
import zh from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { theme } from './style/theme';

/** Ant Design in the reader's language and our tokens. */
export function Localised({ children }: { children: ReactNode }) {
  const { lang } = useTexts();
  return (
    <ConfigProvider theme={theme} locale={lang === 'zh' ? zh : en} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  );
}
