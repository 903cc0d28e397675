/** Types of oracle-session.mjs, as far as TypeScript uses it. */
export declare class OracleSession {
  static start(command: string, port: number, environment?: NodeJS.ProcessEnv): Promise<OracleSession>;
  call(method: string, request: object): Promise<Readonly<Record<string, unknown>>>;
  /** ISO 8601. Doesn't wait for what falls due. */
  moveClock(duration: string): Promise<void>;
  /** Since the last call. */
  records(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** A new, empty engine. */
  reset(): Promise<void>;
  quit(): Promise<void>;
}
