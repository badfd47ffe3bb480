import { useSearchParams } from 'wouter';

type Changes = Record<string, string | number | null>;

/** The page's parameters in the URL: read them, and set some while the rest stay. */
export function useParams(): [URLSearchParams, (changes: Changes, replace?: boolean) => void] {
  const [params, setParams] = useSearchParams();
  const change = (changes: Changes, replace = false) => {
    setParams((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') after.delete(name);
        else after.set(name, String(value));
      }
      return after;
    }, { replace });
  };
  return [params, change];
}
