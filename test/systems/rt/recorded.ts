/** Where the exchanges of a scenario stand, as Request Tracker 5.0.3 of Debian 12 said them. */
import { fileURLToPath } from 'node:url';

export function recordedIn(scenario: string): string {
  const name = scenario
    .replace(/[^a-z0-9]+/gi, '-')
    .toLowerCase()
    .slice(0, 60);
  return fileURLToPath(new URL(`../../fixtures/rt/${name}.jsonl`, import.meta.url));
}
