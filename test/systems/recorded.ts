/** Where the exchanges of a scenario stand, as a real server said them (which one: docs/operations). */
import { fileURLToPath } from 'node:url';

export function recordedIn(system: string, scenario: string): string {
  const name = scenario
    .replace(/[^a-z0-9]+/gi, '-')
    .toLowerCase()
    .slice(0, 60);
  return fileURLToPath(new URL(`../fixtures/${system}/${name}.jsonl`, import.meta.url));
}

/** What a contract gives its stand: where to write, when somebody asks for it (`OKIENKO_TEST_RECORD=1`). */
export function recording(system: string, scenario: string): { readonly script?: string } {
  return process.env.OKIENKO_TEST_RECORD === '1' ? { script: recordedIn(system, scenario) } : {};
}
