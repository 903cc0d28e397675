/**
 * Whether a text fits the pattern that a form's author drew, from its beginning to its end. Linear in the text (RE2), because one author's
 * pattern meets what anybody sends on the thread that serves everybody; a backtracking one could be drawn that takes it for hours.
 */
import { RE2JS } from 're2js';

export type Fits = (pattern: string, value: string) => boolean;

/** A pattern that is none, or that needs look-around or back-references, fits everything: nobody could fill its field. */
export const fits: Fits = (pattern, value) => {
  try {
    return RE2JS.compile(pattern).matches(value);
  } catch {
    return true;
  }
};
