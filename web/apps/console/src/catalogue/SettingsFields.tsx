import type { EventSettings } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { LevelFields } from './LevelFields';
import { NumberField } from './NumberField';

interface Props<T> { events: T; locked: boolean; change(next: T): void }

/** What holds for every event: levels of warning, days and shares. */
export function SettingsFields<T extends EventSettings>({ events, locked, change }: Props<T>) {
  const { t } = useTexts();
  const set = (part: Partial<EventSettings>) => change({ ...events, ...part });
  return (
    <div className="ll-entry">
      <p className="ll-soft">{t('catalogue.settingsLead')}</p>
      <LevelFields legend={t('catalogue.levels')} levels={events.levels} locked={locked} change={(levels) => set({ levels })} />
      <div className="ll-entry-row">
        <NumberField name={t('catalogue.mergeDays')} value={events.merge_days} min={0} max={3660} locked={locked} change={(merge_days) => set({ merge_days })} />
        <NumberField name={t('catalogue.confirmDays')} value={events.confirm_days} min={0} max={366} locked={locked} change={(confirm_days) => set({ confirm_days })} />
        <NumberField name={t('catalogue.recheckPercent')} value={events.recheck_percent} min={0} max={100} locked={locked} change={(recheck_percent) => set({ recheck_percent })} />
      </div>
      <div className="ll-entry-row">
        <NumberField name={t('catalogue.pauses')} value={events.pauses} min={0} max={100} locked={locked} change={(pauses) => set({ pauses })} />
        <NumberField name={t('catalogue.pauseCapDays')} value={events.pause_cap_days} min={0} max={3660} locked={locked} change={(pause_cap_days) => set({ pause_cap_days })} />
      </div>
    </div>
  );
}
