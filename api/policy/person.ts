/** Somebody who is signed in, as the policy sees them. */

/** The desk's four tiers share their codes with the models' `tier`; the rest are the city's other jobs. */
export const ROLES = ['front-office', 'line-1', 'line-2', 'department', 'owner', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Person {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Department or part of the contact centre. */
  readonly unit: string | null;
  /** A permission, not a fifth job: leads the tiers of their roles. */
  readonly tierLead: boolean;
}
