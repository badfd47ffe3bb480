import type { Key, Texts } from '@linli/kit/texts';
import type { Job } from './entry';

/** What an entry does, in a word. */
export function wordOf(job: Job, t: Texts['t']): string {
  switch (job.kind) {
    case 'act': return t(`case_do.${job.deed.deed}` as Key);
    case 'micro_act': return t(`micro_do.${job.deed.fixed === false ? 'reject' : job.deed.deed}` as Key);
    case 'micro_find': return t('micro.new');
    case 'collect': return t('collect.new');
    case 'report': return t('field.newReport');
    case 'inspect': return t(job.bar === null ? 'housing.inspect' : 'campaigns.bar');
    case 'look': return t(`hazard_do.${job.deed.fixed === false ? 'send_back' : job.deed.deed}` as Key);
    case 'hazard': return t('housing.find');
  }
}
