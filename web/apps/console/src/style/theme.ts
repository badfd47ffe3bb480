import { tokens } from '@linli/kit/tokens';
import type { ThemeConfig } from 'antd';

/** The design tokens as Ant Design names them. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: tokens.accent,
    colorLink: tokens.accent,
    // Darker than the link, not lighter: what is pointed at is still read.
    colorLinkHover: '#095A62',
    colorLinkActive: '#074A51',
    colorInfo: tokens.accent,
    colorSuccess: tokens.owner,
    colorError: tokens.full,
    colorWarning: tokens.star,
    colorInfoBg: tokens.accentSoft,
    colorInfoBorder: '#A9D0D3',
    colorTextBase: tokens.ink,
    colorTextSecondary: tokens.inkSoft,
    colorTextTertiary: tokens.inkFaint,
    colorTextDescription: tokens.inkFaint,
    colorTextPlaceholder: '#65717D',
    colorBorder: '#C9D1D8',
    colorBorderSecondary: tokens.line,
    colorSplit: tokens.line,
    colorBgLayout: tokens.ground,
    borderRadius: 6,
    fontFamily: tokens.font,
    fontFamilyCode: tokens.mono,
    fontSize: 14,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
  },
  components: {
    Table: { headerBg: tokens.ground, headerSplitColor: 'transparent', headerColor: tokens.inkSoft, cellPaddingBlockMD: 10, rowSelectedBg: tokens.accentSoft, rowSelectedHoverBg: tokens.accentSoft },
    Menu: { itemSelectedBg: tokens.accentSoft, itemBorderRadius: 6, itemHeight: 38, itemMarginInline: 8 },
    Tabs: { horizontalMargin: '0 0 12px 0' },
    Tree: { nodeSelectedBg: tokens.accentSoft, titleHeight: 30 },
  },
};
