/** What figures are put together by, and what coverage is. */
export const ways = ['area', 'office', 'subclass'] as const;
export const coverWays = ['grid', 'community', 'building'] as const;

export type Way = (typeof ways)[number];
export type CoverWay = (typeof coverWays)[number];

/** What the address of a page says. */
export const wayOf = (params: URLSearchParams): Way => ways.find((way) => way === params.get('by')) ?? 'area';
export const coverWayOf = (params: URLSearchParams): CoverWay => coverWays.find((way) => way === params.get('cover')) ?? 'grid';
