/** The jobs of a person in words. */
import { useStrings } from '../i18n/language.js';
import { knownText } from '../i18n/strings.js';
import { strings as words } from '../words/strings.js';

interface RoleNamesProps {
  readonly roles: readonly string[];
  readonly tierLead: boolean;
}

export function RoleNames({ roles, tierLead }: RoleNamesProps) {
  const t = useStrings(words);
  const names = roles.map((role) => knownText(words, t, 'role', role));
  // Who leads several tiers is first of all their lead.
  return tierLead ? `${t('role.lead')}${roles.length === 1 ? `, ${names[0]}` : ''}` : names.join(', ');
}
