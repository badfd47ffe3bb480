import { useEffect, useState } from 'react';

/** Where in the app one is; kept in the address, so that back goes back. */
export interface Route { page: 'today' | 'case' | 'micro' | 'visit' | 'hazard' | 'collect' | 'map' | 'report' | 'outbox' | 'me'; id: string }

const pages = ['today', 'case', 'micro', 'visit', 'hazard', 'collect', 'map', 'report', 'outbox', 'me'] as const;

function here(): Route {
  const [, page, id] = location.hash.split('/');
  return { page: pages.find((each) => each === page) ?? 'today', id: id ?? '' };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const moved = () => { setRoute(here()); scrollTo(0, 0); };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return route;
}

export const go = (path: string): void => { location.hash = `#/${path}`; };
