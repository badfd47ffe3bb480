import type { RoutingRule, RoutingWay } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** The id of a rule that is not set yet. */
const drafted = '00000000-0000-0000-0000-000000000000';

interface Props { title: string; way: RoutingWay; rules: RoutingRule[] }

/** Where it goes, by which rule, and which others apply but are less particular. */
export function RuleWay({ title, way, rules }: Props) {
  const { t, say } = useTexts();
  const named = (id: string) => {
    if (id === drafted) return t('routing.thisDraft');
    const rule = rules.find((each) => each.id === id);
    return rule ? `${say(rule.area.title)} · ${rule.of ? say(rule.of.title) : t('routing.everything')}` : t('routing.elsewhere');
  };
  const [fires, ...others] = way.applying;
  return (
    <div className="ll-rule-way">
      <h3>{title}</h3>
      <p><b>{say(way.office.title)}</b></p>
      {way.co_offices.length > 0 && <p className="ll-soft">{t('routing.with', { offices: way.co_offices.map((each) => say(each.title)).join(t('catalogue.between')) })}</p>}
      <p>{say(way.why)}</p>
      {fires && <p className="ll-soft">{t('routing.fires', { rule: named(fires) })}</p>}
      {others.length > 0 && <p className="ll-soft">{t('routing.alsoApply', { rules: others.map(named).join(t('catalogue.between')) })}</p>}
    </div>
  );
}
