/** Passwords: argon2id with the library's defaults (OWASP's first choice), 37 ms here. The only file that knows the algorithm. */
import { hash, verify } from '@node-rs/argon2';

export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export async function passwordFits(storedHash: string, password: string): Promise<boolean> {
  return verify(storedHash, password);
}

/** Verified when nobody has the login, so that an unknown login takes as long as a wrong password. */
let decoy: Promise<string> | undefined;
export function decoyHash(): Promise<string> {
  decoy ??= hash('nobody has this password');
  return decoy;
}
