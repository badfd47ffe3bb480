import { ApiError } from '@linli/kit/client';
import { useState } from 'react';
import { useSecondFactor } from './queries';

/** Whether a code is asked for beside the password: the account says so, or the server did. `heard` says whether an error is that. */
export function useCodeNeeded() {
  const factor = useSecondFactor();
  const [asked, ask] = useState(false);
  const heard = (error: unknown) => {
    const is = error instanceof ApiError && error.problem.code === 'code_needed';
    if (is) ask(true);
    return is;
  };
  return { needsCode: asked || Boolean(factor.data?.since), heard };
}
