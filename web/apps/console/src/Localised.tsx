import { useTexts } from '@linli/kit/texts';
import { App as AntApp, ConfigProvider } from 'antd';
import en from 'antd/locale/en_GB';
import zh from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { theme } from './style/theme';

const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const calm = still ? { ...theme, token: { ...theme.token, motion: false } } : theme;

/** Ant Design in the reader's language and our tokens. */
export function Localised({ children }: { children: ReactNode }) {
  const { lang } = useTexts();
  return (
    <ConfigProvider theme={calm} locale={lang === 'zh' ? zh : en} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  );
}
