/** Codes of who is on the line: how that was checked, for whom they speak, and why somebody looks at a resident's data. */

export const VERIFICATIONS = ['none', 'document', 'electronic', 'questions'] as const;
export const ACTING_FOR = ['self', 'company', 'family', 'proxy'] as const;
export const PURPOSES = ['contact', 'case', 'correction', 'complaint'] as const;
