/** What people call a system. */
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';

export function useSystemName(system: 'crm' | 'dms'): string {
  return useStrings(words)(`system.${system}`);
}
