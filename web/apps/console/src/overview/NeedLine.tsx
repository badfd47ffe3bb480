import { type Key, useTexts } from '@linli/kit/texts';
import { Due } from '../cases/Due';
import { Link } from '../page/Link';
import type { Need } from './needs';

/** One thing that waits, with the way to it. */
export function NeedLine({ need }: { need: Need }) {
  const { t, say, moment, number } = useTexts();
  if (need.kind === 'cases') {
    // More are not counted.
    const n = need.n > 1000 ? `${number(1000)}+` : need.n;
    return <li><Link to={need.to}><b>{t(`overview.cases.${need.id}` as Key, { n })}</b>{need.first && <Due at={need.first.due_at} state={need.first.state} />}</Link></li>;
  }
  if (need.kind === 'leads') return <li><Link to={need.to}><b>{t('cases.leadsWait', { n: need.n })}</b></Link></li>;
  const to = need.kind === 'run' ? `/runs/${need.id}` : `/sources/${need.id}${need.kind === 'rejects' ? '?tab=rejects' : ''}`;
  const title = need.kind === 'run' ? t('overview.runFailed') : t(`overview.${need.kind}`, { n: need.n });
  const from = need.kind === 'run' ? moment(need.at) : t('overview.rejectsFrom', { name: say(need.name) });
  return <li><Link to={to}><b>{title}</b><span className="ll-soft ll-small">{from}</span></Link></li>;
}
