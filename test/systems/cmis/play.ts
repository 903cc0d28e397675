/** Puts the parts of a scenario together around one door to a repository. */

import { CmisClient } from '../../../workers/connectors/cmis/client.js';
import { cmisPeer } from '../../../workers/connectors/cmis/index.js';
import { CONTENTS } from '../dms-effects.js';
import type { Cast, Scenario } from './scenario.js';

export const REPOSITORY = 'A1';

export function castOf(scenario: Pick<Scenario, 'id'>, url: string): Cast {
  const address = (user: string) => ({ url, user, password: 'any', repository: REPOSITORY });
  const content = async (documentId: string) => {
    const text = CONTENTS.get(documentId);
    return text === undefined ? undefined : { bytes: Buffer.from(text), mediaType: 'text/plain' };
  };
  return {
    peer: () => cmisPeer({ ...address('okienko'), root: `/${scenario.id}`, content }),
    colleague: new CmisClient(address('kowalska')),
    ourselves: new CmisClient(address('okienko')),
    root: scenario.id,
  };
}
