import type { CampaignDetail, CampaignTally } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Figure } from '../page/Figure';
import { PlainTable } from '../page/PlainTable';
import type { Column } from '../page/RowsTable';
import { everyState } from './targetStates';

interface Compared { name: string; before: number; after: number }

/** How far a campaign is: by area and by day, before and after. Of no worker. */
export function CampaignProgress({ row }: { row: CampaignDetail }) {
  const { t, say, day, number } = useTexts();
  const { all, areas, days, before, after } = row.progress;
  const count = (key: keyof CampaignTally, title: string): Column<{ tally: CampaignTally }> => ({ key, title, number: true, width: 110, render: ({ tally }) => number(tally[key]) });
  const byArea: Column<CampaignDetail['progress']['areas'][number]>[] = [
    { key: 'area', title: t('campaigns.area'), render: ({ area }) => say(area.label) },
    count('targets', t('campaigns.targets')),
    ...everyState.map((state) => count(state, t(`campaigns.state.${state}`))),
    count('found', t('campaigns.found')), count('fixed', t('campaigns.fixed')),
  ];
  const byDay: Column<CampaignDetail['progress']['days'][number]>[] = [
    { key: 'day', title: t('campaigns.day'), render: ({ on }) => day(on) },
    { key: 'targets', title: t('campaigns.visited'), number: true, width: 120, render: ({ targets }) => number(targets) },
    { key: 'so_far', title: t('campaigns.soFar'), number: true, width: 120, render: ({ so_far }) => number(so_far) },
  ];
  const compared: Compared[] = [
    { name: t('campaigns.openHazards'), before: before.open, after: after.open },
    { name: t('campaigns.overdueHazards'), before: before.overdue, after: after.overdue },
    ...before.tiers.map(({ tier, targets }, at) => ({ name: t('campaigns.tierN', { word: say(tier.label) }), before: targets, after: after.tiers[at]?.targets ?? 0 })),
    ...before.stars.map((targets, stars) => ({ name: stars === 0 ? t('campaigns.noStars') : t('campaigns.starsN', { n: stars }), before: targets, after: after.stars[stars] ?? 0 })),
  ];
  const sides: Column<Compared>[] = [
    { key: 'figure', title: t('campaigns.figure'), render: ({ name }) => name },
    { key: 'before', title: t('campaigns.before'), number: true, width: 120, render: (one) => number(one.before) },
    { key: 'after', title: t(row.campaign.closed_at ? 'campaigns.afterClosed' : 'campaigns.after'), number: true, width: 120, render: (one) => number(one.after) },
  ];
  return (
    <>
      <dl className="ll-figures">
        <Figure name={t('campaigns.targets')} value={number(all.targets)} />
        {everyState.map((state) => <Figure key={state} name={t(`campaigns.state.${state}`)} value={number(all[state])} />)}
      </dl>
      <section className="ll-plan-part"><h2>{t('campaigns.byArea')}</h2><PlainTable label={t('campaigns.byArea')} columns={byArea} rows={areas} /></section>
      <section className="ll-plan-part">
        <h2>{t('campaigns.byDay')}</h2>
        {days.length === 0 ? <p className="ll-soft">{t('campaigns.noDays')}</p> : <PlainTable label={t('campaigns.byDay')} columns={byDay} rows={days} />}
      </section>
      <section className="ll-plan-part"><h2>{t('campaigns.results')}</h2><PlainTable label={t('campaigns.results')} columns={sides} rows={compared} /></section>
    </>
  );
}
