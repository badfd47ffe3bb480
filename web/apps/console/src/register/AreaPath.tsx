import type { AreaRef } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Link } from '../page/Link';

/** The areas a place lies in, from the widest to the narrowest. */
export function AreaPath({ path }: { path: AreaRef[] }) {
  const { say } = useTexts();
  return (
    <span className="ll-path">
      {path.map((area) => <span key={area.id}><Link to={`/register?area=${area.id}`}>{say(area.name)}</Link></span>)}
    </span>
  );
}
