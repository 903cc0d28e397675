/** "Jutro rano": eight o'clock where the person sits, so many calendar days from now. */

const MORNING = 8;

export function inDays(days: number, now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING).toISOString();
}
