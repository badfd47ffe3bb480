import type { collections as en } from '../en/collections';

export const collections: Record<keyof typeof en, string> = {
  'collect.new': '信息采集',
  'collect.lead': '逐项记录您看到的物和地点，不记录人；未填的不发送。',
  'collect.searchHint': '按类别或项目名称',
  'collect.noClass': '没有符合的类别',
  'collect.items': '{n} 项',
  'collect.unit': '这类项目按房屋采集：请扫门牌码或填写地址。',
  'collect.noted': '已填 {n} 项，共 {of} 项',
  'collect.tabLead': '现场采集的物和地点信息，不含居住人，也不含采集人。',
  'collect.code': '房屋或楼栋编码',
  'collect.class': '类别',
  'collect.none': '这里还没有采集信息',
  'collect.noneDo': '由工作人员在现场用外勤应用采集。',
  'collect.photoN': '照片 {n}',
  'collect.clear': '不填',
  'collect.photo': '可拍照片',
};
