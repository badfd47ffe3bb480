import type { RegisterEditPreview } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Alert } from 'antd';

/** What follows from a deed, before it is done. */
export function Follows({ preview }: { preview: RegisterEditPreview }) {
  const { t, number } = useTexts();
  const { retires, restores, aliases, taken } = preview;
  const units = (rows: { room: string; code: string }[]) => rows.map(({ room, code }) => `${room} (${code})`).join(', ');
  const some = (count: number | null) => count !== null && count > 0;
  const lines = [
    retires.length > 0 ? t('edit.retires', { units: units(retires) }) : t('edit.followsNothing'),
    restores.length > 0 && t('edit.restores', { units: units(restores) }),
    aliases.length > 0 && t('edit.aliases', { names: aliases.join(', ') }),
    taken.length > 0 && t('edit.taken', { rooms: taken.join(', ') }),
    some(preview.lived_in) && t('edit.livedIn', { n: number(preview.lived_in) }),
    some(preview.door_codes) && t('edit.doorCodes', { n: number(preview.door_codes) }),
    some(preview.open_cases) && t('edit.openCases', { n: number(preview.open_cases) }),
    some(preview.open_hazards) && t('edit.openHazards', { n: number(preview.open_hazards) }),
  ].filter((line) => line !== false);
  const care = taken.length > 0 || some(preview.lived_in) || some(preview.open_cases) || some(preview.open_hazards);
  return (
    <Alert
      type={care ? 'warning' : 'info'} showIcon className="ll-undo-lead" title={t('edit.follows')}
      description={<ul className="ll-follows">{lines.map((line) => <li key={line}>{line}</li>)}</ul>}
    />
  );
}
