/** What the engine says about itself. Nothing of a process's data goes in here. */
export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
