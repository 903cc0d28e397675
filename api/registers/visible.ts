/** Whether a built-in register is there at all, and to whom a record or file of it shows. */
import type { SystemName } from '../../workers/ports.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { SignedIn } from '../http/route.js';
import { casesFor, type Predicate } from '../policy/may.js';

/** A register stands behind one that isn't connected to a system of its own; then it isn't there. */
export function hasRegister(system: SystemName): (exchange: SignedIn) => Promise<object> {
  return async ({ api }) => {
    if (api.settings.registers.includes(system)) return {};
    throw new Problem(
      'NOT_FOUND',
      said(
        'Tego rejestru tu nie ma: miasto prowadzi go w osobnym systemie.',
        'There is no such register here: the city keeps it in a system of its own.',
      ),
    );
  };
}

/** Somebody else's system, but the same people: a record or file shows to whom its case shows. */
export function visible(person: SignedIn['person'], table: 'r' | 'f'): Predicate {
  const policy = casesFor(person, 'register.read');
  return {
    ...policy,
    sql: `EXISTS (SELECT 1 FROM case_file c WHERE c.tenant_id = ${table}.tenant_id AND c.number = ${table}.case_number AND ${policy.sql})`,
  };
}
