/** Zeebe's clock over HTTP: `PUT /v2/clock` pins the engine's clock, `POST /v2/clock/reset` lets it run again. */
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Engine } from '../../engine/index.js';

/** What a date of ECMAScript can hold; Zeebe takes no negative timestamp. */
const pinRequest = z.object({ timestamp: z.int().min(0).max(8.64e15) });

function problem(ctx: Context, status: number, title: string, detail: string): void {
  ctx.status = status;
  ctx.body = JSON.stringify({ type: 'about:blank', title, status, detail, instance: ctx.path });
  ctx.set('Content-Type', 'application/problem+json');
}

/** Runs a change of the clock; 403 when the operator did not make the clock controllable, 503 when another node's clock counts. */
function change(ctx: Context, act: () => void): void {
  try {
    act();
    ctx.status = 204;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'CLOCK_OF_WRITER') {
      problem(ctx, 503, 'UNAVAILABLE', "Expected the writer, whose clock counts, but this node stands by: pin the writer's clock");
      return;
    }
    if (code !== 'CLOCK_NOT_CONTROLLABLE') throw error;
    problem(
      ctx,
      403,
      'FORBIDDEN',
      'Expected a controllable clock, but the engine runs on the real one; start it with OKIENKO_CLOCK=controllable',
    );
  }
}

/** Mount as it is: paths are complete. */
export function clockRoutes(engine: Engine): Router {
  const router = new Router();
  const json = bodyParser({ enableTypes: ['json'], jsonLimit: '1kb', onError: () => {} });
  router.put('/v2/clock', json, (ctx) => {
    const request = pinRequest.safeParse(ctx.request.body);
    if (!request.success) {
      problem(
        ctx,
        400,
        'INVALID_ARGUMENT',
        'Expected a JSON object whose timestamp is a whole, non-negative number of milliseconds since 1970, but got another body',
      );
      return;
    }
    change(ctx, () => engine.clock.pin(request.data.timestamp));
  });
  router.post('/v2/clock/reset', (ctx) => change(ctx, () => engine.clock.reset()));
  return router;
}
