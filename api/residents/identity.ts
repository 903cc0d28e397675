/** Codes of who is on the line: how that was checked, for whom they speak, and why somebody looks at a resident's data. */

export const VERIFICATIONS = ['none', 'document', 'electronic', 'questions'] as const;
export const ACTING_FOR = ['self', 'company', 'family', 'proxy'] as const;
/** What a resident may consent to, beside what the law lets the city do anyway; and how they said so. */
export const CONSENTS = ['sms', 'mail', 'phone', 'survey'] as const;
export const CONSENT_WAYS = ['phone', 'counter', 'letter', 'mail', 'web'] as const;

export const PURPOSES = ['contact', 'case', 'correction', 'complaint'] as const;
