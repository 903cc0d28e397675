/** Sends a file as the body of a request, as the API takes documents; throws as `call` does. However long it takes. */
import { pageLanguage } from '../i18n/strings.js';

import { expectOk } from './call.js';
import { Unreachable } from './problem.js';
import { sayReachable } from './reachability.js';

export async function sendFile(path: string, file: File): Promise<void> {
  const headers = { 'Content-Type': file.type === '' ? 'application/octet-stream' : file.type, 'Accept-Language': pageLanguage() };
  const response = await fetch(path, { method: 'POST', body: file, headers }).catch((error: unknown) => {
    sayReachable(false);
    throw new Unreachable({ cause: error });
  });
  await expectOk(response);
}
