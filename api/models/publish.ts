/** Publishing: all resources go to the engine or none does, and the registry learns who published them and why. */
import { run } from '../database.js';
import type { DeployedModel } from '../engine-port/port.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Person } from '../policy/person.js';
import type { Services } from '../services.js';

interface Publication {
  readonly resources: readonly { readonly name: string; readonly content: string }[];
  /** What is changed, in words. */
  readonly note?: string | undefined;
}

/** Throws a Problem when nothing was published. */
export async function publish(api: Services, person: Person, { resources, note }: Publication): Promise<readonly DeployedModel[]> {
  const result = await api.engine.deploy(resources.map(({ name, content }) => ({ name, content: Buffer.from(content, 'utf8') })));
  switch (result.type) {
    case 'deployed': {
      // What was there before, byte for byte, keeps its version and whoever published it.
      const by = { login: person.login, note: note ?? null, engine: api.engine.name, keys: result.newKeys };
      // The feed writes the model; who published it, and why, is known only here.
      await api.feed.reached(api.engine.status().position);
      await run(
        api.db,
        `UPDATE model SET deployed_by = :login, change_note = :note
          WHERE engine = :engine AND definition_key = ANY (CAST(:keys AS bigint[]))`,
        by,
      );
      await run(
        api.db,
        `UPDATE model_part SET deployed_by = :login, change_note = :note
          WHERE engine = :engine AND definition_key = ANY (CAST(:keys AS bigint[]))`,
        by,
      );
      return result.models;
    }
    case 'invalid':
      throw new Problem(
        'MODEL_INVALID',
        said(
          `Nic nie zostało opublikowane. Błędów: ${result.faults.length}, każdy przy swoim elemencie.`,
          `Nothing was published. Faults: ${result.faults.length}, each at its element.`,
        ),
        {
          faults: [...result.faults],
        },
      );
    case 'refused':
      throw new Problem('MODEL_INVALID', said(`Nic nie zostało opublikowane: ${result.reason}`, `Nothing was published: ${result.reason}`));
    case 'unreachable':
      throw new Problem(
        'ENGINE_UNAVAILABLE',
        said(
          'Silnik chwilowo nie odpowiada; nic nie zostało opublikowane. Spróbuj za chwilę.',
          'The engine does not answer now; nothing was published. Try again in a moment.',
        ),
        {
          retryAfterSeconds: 2,
        },
      );
  }
}
