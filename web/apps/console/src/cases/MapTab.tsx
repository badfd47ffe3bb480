import type { Box } from '@linli/kit/client';
import { isIn } from '@linli/kit/map';
import { useTexts } from '@linli/kit/texts';
import { Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { PeopleBeside } from '../dispatch/PeopleBeside';
import { ChoiceFilter } from '../housing/ChoiceFilter';
import { MapSlot } from '../map/MapSlot';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/ErrorState';
import { Link } from '../page/Link';
import { RowsSkeleton } from '../page/RowsSkeleton';
import { useParams } from '../page/useParams';
import { useAreaDetail } from '../shell/queries';
import { CaseLegend } from './CaseLegend';
import { caseMark } from './caseMark';
import { CaseState } from './CaseState';
import { Due } from './Due';
import { useCaseMap, useCatalogue } from './queries';

interface Props { area: string | null; seesDuty: boolean }

/** Open cases on the map, with a list beside it that follows the map's window, and who is on duty. */
export function MapTab({ area, seesDuty }: Props) {
  const { t, say, number, word } = useTexts();
  const [params, change] = useParams();
  const box = useAreaDetail(area).data?.box;
  const catalogue = useCatalogue().data;
  const [seen, setSeen] = useState<Box | null>(null);
  const chosen = params.get('case');
  const overdue = params.get('overdue') === 'on';
  const unassigned = params.get('unassigned') === 'on';
  const found = useCaseMap({
    area, office: params.get('office'), subclass: params.get('subclass'), overdue: overdue ? true : null, unassigned: unassigned ? true : null,
  });
  const rows = found.data?.rows;
  const marks = useMemo(() => (rows ?? []).flatMap((row) => caseMark(row) ?? []), [rows]);
  const inWindow = (rows ?? []).filter(({ place: { point } }) => point && (!seen || isIn(seen, point)));
  const at = rows?.find(({ id }) => id === chosen)?.place.point ?? null;
  // A press on a building or the ground chooses no case.
  const pick = (id: string | null) => change({ case: rows?.some((row) => row.id === id) ? id : null }, true);
  const choices = (list: { id: string; title: { zh: string; en: string } }[] = []) => list.map(({ id, title }) => ({ value: id, label: say(title) }));
  return (
    <>
      <div className="ll-list-bar">
        <ChoiceFilter label={t('cases.office')} choices={choices(catalogue?.offices)} value={params.get('office')} onChange={(office) => change({ office })} />
        <ChoiceFilter label={t('caseMap.subclass')} choices={choices(catalogue?.subclasses)} value={params.get('subclass')} onChange={(subclass) => change({ subclass })} />
        <Checkbox checked={overdue} onChange={(event) => change({ overdue: event.target.checked ? 'on' : null })}>{t('caseMap.overdue')}</Checkbox>
        <Checkbox checked={unassigned} onChange={(event) => change({ unassigned: event.target.checked ? 'on' : null })}>{t('caseMap.unassigned')}</Checkbox>
        <span className="ll-grow" />
        <span className="ll-soft" aria-live="polite">{rows && t('caseMap.inWindow', { n: number(inWindow.length) })}</span>
      </div>
      {found.data && found.data.total > found.data.rows.length && <p className="ll-soft">{t('caseMap.part', { n: number(found.data.rows.length) })}</p>}
      <CaseLegend />
      <div className="ll-star-map">
        <MapSlot at={at} zoom={16} box={box} marks={marks} onBuilding={pick} onWindow={setSeen} />
        <section className="ll-panel ll-star-list" aria-label={t('caseMap.list')}>
          {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
          {found.isPending && <RowsSkeleton rows={8} />}
          {rows && inWindow.length === 0 && <EmptyState title={t('caseMap.nothing')} action={t('map.nothingDo')} />}
          <ul>
            {inWindow.map((row) => (
              <li key={row.id}>
                <button type="button" aria-pressed={row.id === chosen} onClick={() => pick(row.id === chosen ? null : row.id)}>
                  <b>{say(row.subclass.title)}</b>
                  <span>{row.number} · {say(row.place.label)}</span>
                  <span><CaseState value={row.state} /> {word('case_severity', row.severity)} <Due at={row.due_at} state={row.state} /></span>
                  <small>{say(row.office.title)} · {row.officer?.name ?? t('cases.nobody')}</small>
                </button>
                {row.id === chosen && <p className="ll-star-open"><Link to={`/cases/${row.number}`}>{t('caseMap.open')}</Link></p>}
              </li>
            ))}
          </ul>
        </section>
      </div>
      {seesDuty && <PeopleBeside area={area} />}
    </>
  );
}
