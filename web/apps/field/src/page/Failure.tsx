import { ApiError } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';

/** What went wrong, in the words of the server where it says so. */
export function Failure({ error, known }: { error: unknown; known?: string }) {
  const { t } = useTexts();
  if (!error) return null;
  const problem = error instanceof ApiError ? error.problem : {};
  const unreachable = error instanceof ApiError && error.status === 0;
  return <p className="lf-failure" role="alert">{known ?? problem.detail ?? problem.title ?? t(unreachable ? 'field.noNetwork' : 'field.failed')}{problem.action && <small>{problem.action}</small>}</p>;
}
