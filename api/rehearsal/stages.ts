/** The stages of this node: few, so that rehearsals never crowd out the desk's own work. Who finds all taken waits a while. */
import type { Database } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { openStageDatabase } from './stage-database.js';

const STAGES = 2;
const MOST_WAITING = 10;

export class Stages {
  readonly #all: readonly Database[];
  readonly #free: Database[];
  readonly #waiting: ((db: Database) => void)[] = [];

  constructor(url: string) {
    this.#all = Array.from({ length: STAGES }, () => openStageDatabase(url));
    this.#free = [...this.#all];
  }

  async play<Value>(act: (db: Database) => Promise<Value>): Promise<Value> {
    const db = this.#free.pop() ?? (await this.#next());
    try {
      return await act(db);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(db);
      else next(db);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((db) => db.destroy()));
  }

  #next(): Promise<Database> {
    if (this.#waiting.length >= MOST_WAITING) {
      throw new Problem(
        'ENGINE_UNAVAILABLE',
        said(
          'Kilka osób próbuje właśnie swoich szkiców. Twój szkic jest bezpieczny; spróbuj za chwilę.',
          'Several people are trying their drafts now. Your draft is safe; try again in a moment.',
        ),
        {
          retryAfterSeconds: 5,
        },
      );
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
