/** How much somebody has to write at least, counted in characters: the forms and the api ask for the same. */

export const LEAST_PASSWORD = 12;

/** Why residents’ data are looked at. */
export const LEAST_PURPOSE = 10;
