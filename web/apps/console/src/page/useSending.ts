import { useState } from 'react';
import { useErrorText } from './useErrorText';

/** Runs what a form sends in several steps: whether it is under way, and what went wrong with the last, for programs and in words. */
export function useSending() {
  const errorText = useErrorText();
  const [sending, setSending] = useState(false);
  const [broken, setBroken] = useState<unknown>(null);
  const send = async (steps: () => Promise<void>) => {
    setBroken(null);
    setSending(true);
    try {
      await steps();
    } catch (error) {
      setBroken(error);
    } finally {
      setSending(false);
    }
  };
  return { sending, error: broken, failed: broken ? errorText(broken) : null, send };
}
