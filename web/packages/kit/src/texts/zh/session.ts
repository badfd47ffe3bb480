import type { session as en } from '../en/session';

export const session: Record<keyof typeof en, string> = {
  'session.title': '登录',
  'session.lead': '一套邻里底册，每户一个编码。',
  'session.account': '账号',
  'session.password': '密码',
  'session.submit': '登录',
  'session.needAccount': '请输入账号',
  'session.needPassword': '请输入密码',
  'session.wrong': '账号或密码不正确，请核对后重试。',
  'session.trust': '每次查看个人数据都会记入日志，居民本人可以查阅。',
  'session.signOut': '退出登录',
};
