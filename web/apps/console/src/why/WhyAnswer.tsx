import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { Why } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Mark } from '../page/Mark';

/** The answer: yes or no, the rules of each role, and what would change it. */
export function WhyAnswer({ why }: { why: Why }) {
  const { t, say } = useTexts();
  return (
    <section className="ll-panel ll-why" aria-live="polite">
      <h2 className={why.permitted ? 'll-why-yes' : 'll-why-no'}>
        {why.permitted ? <CheckCircleOutlined /> : <StopOutlined />} {t(why.permitted ? 'why.yes' : 'why.no')}
      </h2>
      {why.would.length > 0 && (
        <>
          <h3>{t('why.would')}</h3>
          <ul>{why.would.map((change) => <li key={change.says.en}>{say(change.says)}</li>)}</ul>
        </>
      )}
      <h3>{t('why.roles')}</h3>
      {why.roles.length === 0 && <p className="ll-soft">{t('why.noRoles')}</p>}
      {why.roles.map((role) => (
        <div key={`${role.role.en}/${role.area}`} className="ll-why-role">
          <p>
            <b>{t('why.role', { role: say(role.role), area: role.area || t('why.areaWhole') })}</b>
            <Mark tone={role.permitted ? 'good' : 'plain'}>{t(role.permitted ? 'why.permits' : 'why.refuses')}</Mark>
            {!role.inside && <Mark tone="care">{t('why.outside')}</Mark>}
          </p>
          {role.policies.map((policy) => <p key={policy.policy} title={policy.policy}>{say(policy.says)}</p>)}
          {role.policies.length === 0 && <p className="ll-soft">{t('why.noPolicy')}</p>}
        </div>
      ))}
    </section>
  );
}
