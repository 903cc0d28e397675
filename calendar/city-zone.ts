/** Owns the one time zone in which the city counts its days and reads its clocks, whatever the server's is. A calendar names its own. */
export const CITY_ZONE = 'Europe/Warsaw';
