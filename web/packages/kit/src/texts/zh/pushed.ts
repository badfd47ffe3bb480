import type { pushed as en } from '../en/pushed';

export const pushed: typeof en = { fresh: '邻里有一条新消息', nothing: '邻里没有未读消息' };
