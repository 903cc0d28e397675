/** The service request once more with zeebe-node workers against the built-in gateway: the wire changes nothing. */
import { scenariosOf } from '../processes/scenarios.js';
import { Stage } from './play.js';

describe('service-request over the wire', () => {
  test.each(scenariosOf('service-request').map((scenario) => [scenario.id, scenario] as const))('%s', async (_, scenario) => {
    const stage = await Stage.open('over-the-wire');
    try {
      await stage.play('service-request', scenario);
    } finally {
      await stage.close();
    }
  });
});
