import type { Texts } from '@linli/kit/texts';
import type { Job } from './entry';

/** Where an entry does something, as it was said or as the server calls it. */
export function whereOf(job: Job, say: Texts['say']): string {
  switch (job.kind) {
    case 'act': return say(job.label);
    case 'inspect':
    case 'hazard':
    case 'look':
    case 'micro_act': return say(job.where);
    case 'collect':
    case 'micro_find':
    case 'report': return job.where;
  }
}
