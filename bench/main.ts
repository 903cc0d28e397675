/**
 * The guard over the store's design: client commands a second of the durable engine, FEEL and projector on, against bare
 * commits a second on the same cluster, fsync on, in turns within one run. The median of the rounds' ratios must not fall below
 * the limit. Options: --short (shorter rounds, for CI), --rounds N, --seconds N, --profile (one long round, no yardstick),
 * --recovery N (instead: how long a new writer of N open instances keeps its clients waiting).
 */
import { startPostgres } from '../test/support/postgres.js';
import { CommitLoad } from './commits.js';
import { EngineLoad } from './engine-load.js';
import { measureRecovery } from './recovery.js';

const RATIO_MIN = 1.6;

export async function main(args: readonly string[]): Promise<number> {
  const openInstances = option(args, '--recovery');
  if (openInstances !== undefined) {
    await measureRecovery(openInstances);
    return 0;
  }
  const short = args.includes('--short');
  const rounds = option(args, '--rounds') ?? 5;
  const durationMs = (option(args, '--seconds') ?? (short ? 5 : 8)) * 1000;
  const cluster = await startPostgres({ durable: true });
  const engine = new EngineLoad(cluster.url);
  const commits = new CommitLoad(cluster.url);
  try {
    await commits.open();
    await engine.start();
    await engine.run(short ? 4_000 : 6_000);
    await commits.run(500);
    const ratios: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const { commandsPerSecond, cpuUsPerCommand, postgresUsPerCommand, latencies } = await engine.run(durationMs);
      const commitsPerSecond = args.includes('--profile') ? Number.NaN : await commits.run(durationMs);
      const ratio = commandsPerSecond / commitsPerSecond;
      ratios.push(ratio);
      const at = (share: number): string => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1);
      console.log(
        `round ${round}: ${commandsPerSecond.toFixed(0)} commands/s (p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, CPU µs each: node ${cpuUsPerCommand.toFixed(0)}${[...postgresUsPerCommand].map(([role, us]) => `, PostgreSQL's ${role} ${us.toFixed(0)}`).join('')}), ${commitsPerSecond.toFixed(0)} commits/s, ratio ${ratio.toFixed(2)}`,
      );
    }
    if (args.includes('--profile')) return 0;
    const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
    console.log(`median ratio ${median.toFixed(2)} of ${rounds} rounds, expected at least ${RATIO_MIN}`);
    return median >= RATIO_MIN ? 0 : 1;
  } finally {
    await engine.stop();
    await commits.close();
    await cluster.stop();
  }
}

function option(args: readonly string[], name: string): number | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : Number(args[at + 1]);
}
