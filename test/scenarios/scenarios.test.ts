/** Every scenario of every case type, end to end in process: see play.ts for what is real (everything) and whose time is not. */
import { CASE_TYPES } from '../processes/model-file.js';
import { scenariosOf } from '../processes/scenarios.js';
import { Stage } from './play.js';

describe.each(CASE_TYPES)('%s', (caseType) => {
  test.each(scenariosOf(caseType).map((scenario) => [scenario.id, scenario] as const))('%s', async (_, scenario) => {
    const stage = await Stage.open('in-process');
    try {
      await stage.play(caseType, scenario);
    } finally {
      await stage.close();
    }
  });
});
