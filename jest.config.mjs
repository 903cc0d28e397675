/** Jest runs TypeScript as native ES modules: bpmn-moddle, feelin and temporal-polyfill exist in no other form. */
import { availableParallelism } from 'node:os';

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  // zeebe-node leaves timers behind that would hold a finished run open; processes and files are checked by tests of their own.
  forceExit: true,
  // Two at least: most of a test is waiting for PostgreSQL or a browser.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testTimeout: 30_000,
};
