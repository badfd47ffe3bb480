import type { graph as en } from '../en/graph';

export const graph: Record<keyof typeof en, string> = {
  'graph.title': '关系图',
  'graph.lead': '来源载明的每一项关系及日期。在上方说明理由后才显示人员。图中没有人与人之间的关系。',
  'graph.leadPlaces': '来源载明的每一处地点和联系方式及日期。此处不显示其人员。',
  'graph.node': '{name}：{relations}',
  'graph.edge': '{relation}，{time}，{source}',
  'graph.person': '人员（已遮蔽）',
  'graph.organisation': '单位',
  'graph.place': '地点',
  'graph.contact': '联系方式',
  'graph.event': '事件',
  'graph.chosen': '已选：{name}',
  'graph.choose': '选择一个圆点查看其关系：可用鼠标，也可用 Tab 与方向键。',
  'graph.more': '另有 {n} 项见下方列表',
};
