/** What is left of a resident's data for somebody who has given no reason to see it: enough to tell two people apart. */

interface Reachable {
  readonly email: string | null;
  readonly phone: string | null;
  readonly postalAddress: string | null;
}

export function masked<Resident extends Reachable>(resident: Resident): Resident {
  return {
    ...resident,
    email: resident.email === null ? null : resident.email.replace(/^(.)[^@]*/u, '$1•••'),
    phone: resident.phone === null ? null : `••• ••• ${resident.phone.replaceAll(/\D/g, '').slice(-3)}`,
    postalAddress: resident.postalAddress === null ? null : resident.postalAddress.replaceAll(/\d+/g, '•'),
  };
}
