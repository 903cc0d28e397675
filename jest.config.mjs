/** Jest runs TypeScript as native ES modules: bpmn-moddle, feelin and temporal-polyfill exist in no other form. */
import { availableParallelism } from 'node:os';

/** They promise seconds of the clock on the wall, some after killing processes: what else runs at the time would be measured too. */
const ALONE = [
  'engine/feel/fast-path.test.ts',
  'engine/runtime/link/link.test.ts',
  'modeler-ui/app/frame.browser.test.ts',
  'modeler-ui/pages/case/case.browser.test.ts',
  'modeler-ui/pages/registers/registers.browser.test.ts',
  'postgres/embedded.test.ts',
  'test/api/frame.test.ts',
  'test/api/status.test.ts',
  'test/crash/crash.test.ts',
  'test/protocol/zeebe-grpc.test.ts',
  'test/protocol/zeebe-node.test.ts',
  'test/workers/transports.test.ts',
];

const shared = {
  testEnvironment: 'node',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  // The order in which a name without an ending is looked up: nearly all of ours end so.
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};
const elsewhere = ['/node_modules/', '/dist/', '/.data/'];

export default {
  projects: [
    {
      ...shared,
      displayName: 'together',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [...elsewhere, ...ALONE.map((path) => `<rootDir>/${path}`)],
    },
    {
      ...shared,
      displayName: 'alone',
      testMatch: ALONE.map((path) => `<rootDir>/${path}`),
      testPathIgnorePatterns: elsewhere,
      runner: '<rootDir>/test/support/alone-runner.mjs',
    },
  ],
  // zeebe-node leaves timers behind that would hold a finished run open; processes and files are checked by tests of their own.
  forceExit: true,
  // One more than cores: a third of a test is waiting for PostgreSQL, a browser or a clock.
  maxWorkers: availableParallelism() + 1,
  // A worker that has grown is replaced between two files: collecting its garbage costs more than starting another.
  workerIdleMemoryLimit: '700MB',
  testTimeout: 30_000,
};
