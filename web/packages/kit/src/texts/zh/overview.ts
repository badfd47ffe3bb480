import type { overview as en } from '../en/overview';

export const overview: Record<keyof typeof en, string> = {
  'overview.title': '总览',
  'overview.needs': '待处理',
  'overview.needsNone': '暂无待处理事项。事件、中途停止的运行和被拒的行会出现在这里。',
  'overview.cases.mine': '{n} 件事件在您手上',
  'overview.cases.untaken': '{n} 件事件待受理',
  'overview.cases.overdue': '{n} 件事件已超期',
  'overview.cases.supervised': '{n} 件事件两次不满意，待督办',
  'overview.cases.recheck': '{n} 件事件待复核',
  'overview.rejects': '{n} 行被拒',
  'overview.rejectsFrom': '来自{name}',
  'overview.unmatched': '{n} 个地址未匹配',
  'overview.runFailed': '有一次运行中途停止',
  'overview.look': '查看',
  'overview.register': '今日底册',
  'overview.lastRun': '最近一次运行',
  'overview.noRun': '尚无运行',
};
