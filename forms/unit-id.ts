/** How processes, tables and other systems name a unit: small letters, digits and hyphens, as `civil-affairs`. */
export const UNIT_ID = /^[a-z][a-z0-9-]{0,79}$/;
