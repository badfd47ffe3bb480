import { CheckCircleOutlined, ExclamationCircleOutlined, PauseCircleOutlined } from '@ant-design/icons';
import type { GridOnDuty } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { CallButtons } from '../call/CallButtons';
import { Mark } from '../page/Mark';

/** Who keeps a grid, and whether they are on duty; and who else is on duty for it. */
export function GridOwners({ grid }: { grid: GridOnDuty }) {
  const { t } = useTexts();
  return (
    <ul className="ll-grid-owners">
      {grid.owners.length === 0 && <li><Mark tone="bad" icon={<ExclamationCircleOutlined />}>{t('grids.nobody')}</Mark></li>}
      {grid.owners.map(({ officer, on }) => (
        <li key={officer.id}>
          <span>{officer.name}</span>
          {on ? <Mark tone="good" icon={<CheckCircleOutlined />}>{t('grids.on')}</Mark> : <Mark icon={<PauseCircleOutlined />}>{t('grids.off')}</Mark>}
          {on && !officer.me && <CallButtons id={officer.id} name={officer.name} />}
        </li>
      ))}
      {grid.others.map((officer) => <li key={officer.id}><span>{officer.name}</span><span className="ll-soft">{t('grids.other')}</span></li>)}
    </ul>
  );
}
