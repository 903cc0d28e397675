/** Words of the groups' figures. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Liczby grup',
    about: 'Każda osoba liczy się w swojej pierwszej roli. Liczby pojedynczych osób widzą tylko one same.',
    group: { one: '{tier}, {count} osoba', few: '{tier}, {count} osoby', many: '{tier}, {count} osób', other: '{tier}, {count} osoby' },
    small: '{group}: za mało osób, żeby pokazać liczby grupy bez pokazywania liczb pojedynczych osób.',
  },
  en: {
    title: 'Figures of groups',
    about: 'Each person counts in their first role. Only people themselves see their own figures.',
    group: { one: '{tier}, {count} person', other: '{tier}, {count} people' },
    small: '{group}: too few people to show the group’s figures without showing somebody’s own.',
  },
});
