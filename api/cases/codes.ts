/** Codes of a case that the product itself must know. Everything else (tiers, actions, outcomes) is the models'. */

export const CHANNELS = ['phone', 'counter', 'letter', 'mail', 'web', 'chat', 'sms', 'fax'] as const;
export const REPLY_CHANNELS = ['mail', 'sms', 'letter', 'phone', 'none'] as const;

export const CASE_STATUSES = ['registered', 'open', 'resolved', 'stopped', 'not-started'] as const;

/** The contract word of the models for sending back (processes/README.md). */
export const SEND_BACK = 'back';

/** A date that never comes: nulls in timers are incidents. */
export const FAR_FUTURE = '2999-12-31T00:00:00Z';
