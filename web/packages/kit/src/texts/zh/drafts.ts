import type { drafts as en } from '../en/drafts';

export const drafts: Record<keyof typeof en, string> = {
  'draft.offer': '您在这里写过一份还没提交',
  'draft.changed': '最后修改于 {at}，尚未提交。',
  'draft.goOn': '继续填写',
  'draft.drop': '删除草稿',
  'draft.keeps': '这是草稿：提交前只保存在本设备上，最多 {n} 天。如与他人共用设备，离开前请删除。',
  'draft.notKept': '这是草稿：本设备不保存内容，提交前请不要关闭页面。',
  'draft.unsent': '没有网络，没有提交或没有收到答复。草稿仍在本设备上，有网络后请再按“提交”；按多少次都只算一件。',
  'draft.noForm': '没有网络，暂时无法显示要填写的内容。您写过的仍在本设备上。',
  'draft.photo': '照片 {n}',
  'draft.remove': '去掉',
  'draft.removePhoto': '去掉照片 {n}',
  'draft.tooMuch': '内容超出一次可提交的大小，请少放一张照片',
  'draft.offline': '没有网络：页面仍可打开，需要系统答复的内容请稍候。',
  'voice.title': '语音',
  'voice.lead': '也可以说出来，最长 {n} 秒。只有办理这件事的人可以听，每次都有记录。',
  'voice.record': '录音',
  'voice.stop': '停止',
  'voice.here': '提交前请先听一遍；提交前只保存在本设备上。',
  'voice.remove': '去掉语音',
  'voice.failed': '没有录到声音：请允许使用麦克风，或改为填写',
};
