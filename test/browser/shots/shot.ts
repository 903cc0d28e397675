/** What a picture is: whose page, and what is done there first. */
import type { Page } from 'playwright-core';
import type { House } from '../support/house.js';

export interface Shot {
  readonly name: string;
  /** Absent: nobody is signed in. */
  readonly as?: string;
  /** Where, and what is done there before the picture. */
  readonly go: (page: Page, house: House) => Promise<void>;
  /** Longer than the screen, and all of it to be looked at. */
  readonly isFull?: true;
}
