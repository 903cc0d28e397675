/** The city's tiers in the order in which a case climbs them; their words are in strings.ts. */
export const TIERS = ['front-office', 'line-1', 'line-2', 'department'] as const;
