import type { HousingCase, HousingDeclared, HousingLead, HousingRelated, HousingSuspended, HousingUsed } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Spell } from '../blocks/Spell';
import { CaseState } from '../cases/CaseState';
import { Link } from '../page/Link';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';

interface Props { row: HousingRelated; of: 'buildings' | 'units' }

/** What else is known of a place: cases, leads from meters that were decided, declarations in numbers, suspensions of letting, how it was lived in at the end of the last years. Parts that the reader may not see are left out. */
export function RelatedParts({ row, of }: Props) {
  const { t, say, word, number, moment } = useTexts();
  const cases: Column<HousingCase>[] = [
    { key: 'number', title: t('related.number'), render: (one) => <Link to={`/cases/${one.id}`}>{one.number}</Link> },
    { key: 'subclass', title: t('related.about'), render: (one) => say(one.subclass.title) },
    { key: 'state', title: t('cases.state'), render: (one) => <CaseState value={one.state.name} /> },
    { key: 'reported', title: t('related.reported'), render: (one) => moment(one.reported_at) },
    { key: 'closed', title: t('related.closed'), render: (one) => (one.closed_at ? moment(one.closed_at) : '–') },
  ];
  const leads: Column<HousingLead>[] = [
    { key: 'kind', title: t('related.about'), render: (one) => say(one.kind.label) },
    { key: 'state', title: t('related.decided'), render: (one) => t(one.state === 'sent' ? 'related.sent' : 'related.aside') },
    { key: 'at', title: t('related.decidedAt'), render: (one) => moment(one.decided_at) },
  ];
  const declared: Column<HousingDeclared>[] = [
    { key: 'tie', title: t('related.tie'), render: (one) => say(one.tie.label) },
    { key: 'state', title: t('cases.state'), render: (one) => say(one.state.label) },
    { key: 'count', title: t('related.count'), number: true, render: (one) => number(one.count) },
  ];
  const suspended: Column<HousingSuspended>[] = [{ key: 'spell', title: t('housing.suspended'), render: (one) => <Spell from={one.from} to={one.to} /> }];
  const used: Column<HousingUsed>[] = [
    { key: 'year', title: t('related.yearEnd'), render: (one) => one.on.slice(0, 4) },
    { key: 'occupancy', title: t('register.occupancy'), render: (one) => `${word('occupancy', one.occupancy)}${one.suspended ? ` · ${t('housing.suspended')}` : ''}` },
    { key: 'sources', title: t('related.sources'), render: (one) => one.sources.map(({ title }) => say(title)).join(' · ') || '–' },
  ];
  return (
    <div className="ll-column">
      {row.cases && <section><h2>{t('related.cases')}</h2>{row.cases.length > 0 ? <PlainTable label={t('related.cases')} columns={cases} rows={row.cases} /> : <p className="ll-soft">{t('related.casesNone')}</p>}</section>}
      {row.leads && <section><h2>{t('related.leads')}</h2>{row.leads.length > 0 ? <PlainTable label={t('related.leads')} columns={leads} rows={row.leads} /> : <p className="ll-soft">{t('related.leadsNone')}</p>}</section>}
      {row.declarations && <section><h2>{t('housing.tab.declarations')}</h2>{row.declarations.length > 0 ? <PlainTable label={t('housing.tab.declarations')} columns={declared} rows={row.declarations} /> : <p className="ll-soft">{t('related.declarationsNone')}</p>}</section>}
      {of === 'units' && <section><h2>{t('housing.suspended')}</h2>{row.suspensions.length > 0 ? <PlainTable label={t('housing.suspended')} columns={suspended} rows={row.suspensions} /> : <p className="ll-soft">{t('related.suspensionsNone')}</p>}</section>}
      {row.used && <section><h2>{t('related.used')}</h2><p className="ll-soft">{t('related.usedLead')}</p>{row.used.length > 0 ? <PlainTable label={t('related.used')} columns={used} rows={row.used} /> : <p className="ll-soft">{t('related.usedNone')}</p>}</section>}
    </div>
  );
}
