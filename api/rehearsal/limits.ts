/** How far a model may go in a rehearsal, whatever it is for: trying a draft, or foreseeing what a matter comes to. */

/** From the beginning to the end; the longest scenario of the shipped case types takes a tenth of the steps. */
export const REHEARSAL_LIMITS = { steps: 1_500, events: 20_000, elements: 2_000 };
