import type { reads as en } from '../en/reads';

export const reads: Record<keyof typeof en, string> = {
  'reads.title': '谁看过我的数据',
  'reads.lead': '每一次对您数据的查看：何时、哪个部门、为何、看了哪些内容。',
  'reads.none': '没有人看过您的数据',
  'reads.noneDo': '如有查看，一分钟内会显示在这里。',
  'reads.action': '做了什么',
  'reads.purpose': '原因',
  'reads.fields': '查看的内容',
};
