/** What this browser remembers of a person's taste. Nothing about cases; losing it costs nothing. */
/** What one person chose, where several use a browser, ends in their login. */
export type Preference = 'language' | 'theme' | 'rail' | `audit-columns.${string}`;

export function remembered(preference: Preference): string | null {
  try {
    return localStorage.getItem(`okienko.${preference}`);
  } catch {
    // Storage may be switched off.
    return null;
  }
}

export function remember(preference: Preference, value: string): void {
  try {
    localStorage.setItem(`okienko.${preference}`, value);
  } catch {
    // Then it holds until the page is closed.
  }
}
