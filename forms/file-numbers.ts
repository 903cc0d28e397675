/**
 * What may stand in a file number of the built-in EOD, and how long a file is kept, as people write it: the forms and the api refuse
 * the same. Each fits the empty text, too: nothing was given.
 */

/** Of a unit, as `WDT`: capital letters of any alphabet. */
export const UNIT_SYMBOL = /^[\p{Lu}\d-]{0,20}$/u;

/** A class of the list of files (JRWA), as `052`. */
export const JRWA_CLASS = /^\d{0,8}$/;

/** `A` for good, `B5` five years, `BE10` ten and then looked at again, `Bc` while it is of use. */
export const ARCHIVE_CATEGORY = /^(A|BE?\d{1,2}|Bc)?$/;
