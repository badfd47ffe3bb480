import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';
import type { Need } from './needs';

/** One thing that waits, with the way to it. */
export function NeedLine({ need }: { need: Need }) {
  const { t, say, moment } = useTexts();
  const to = need.kind === 'run' ? `/runs/${need.id}` : `/sources/${need.id}${need.kind === 'rejects' ? '?tab=rejects' : ''}`;
  const title = need.kind === 'run' ? t('overview.runFailed') : t(`overview.${need.kind}`, { n: need.n });
  const from = need.kind === 'run' ? moment(need.at) : t('overview.rejectsFrom', { name: say(need.name) });
  return <li><Link to={to}><b>{title}</b><span className="ll-soft ll-small">{from}</span></Link></li>;
}
