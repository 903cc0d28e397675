/** A length of time in the person's language: `const duration = useDuration()`. */
import { durationWords } from './duration.js';
import { strings } from './duration-strings.js';
import { useStrings } from './language.js';

export function useDuration(): (ms: number) => string {
  const t = useStrings(strings);
  return (ms) => durationWords(t, ms);
}
