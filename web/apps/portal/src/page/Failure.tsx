import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** What went wrong, in the words of the server where it says so. */
export function Failure({ error, known }: { error: unknown; known?: string }) {
  const { t } = useTexts();
  if (!error) return null;
  const problem = error instanceof ApiError ? error.problem : {};
  return <p className="lp-failure" role="alert">{known ?? problem.detail ?? problem.title ?? t('portal.failed')}{problem.action && <small>{problem.action}</small>}</p>;
}
