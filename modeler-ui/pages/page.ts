/** What a page is to the shell: an address, who may open it, what draws it, and perhaps an entry in the rail. */
import type { ComponentType, LazyExoticComponent } from 'react';
import type { IconName } from '../components/Icon/Icon.js';
import type { Strings } from '../i18n/strings.js';
import type { Act, Session } from '../session/session.js';

export interface AppPage {
  /** As wouter reads it: `/cases/:number`. */
  readonly path: string;
  /** Whoever may do this may open it; absent: everybody who is signed in. */
  readonly act?: Act;
  /** A page of a register of ours, gone where a system of its own is connected. */
  readonly register?: Session['registers'][number];
  /** Has no entry of its own: those of the rail that lead to it, the nearest first. */
  readonly within?: readonly string[];
  /** Loaded when it is first opened, so that no page pays for another. */
  readonly component: LazyExoticComponent<ComponentType>;
  /** Its place in the rail; pages are listed in the order of pages/index.ts. */
  readonly rail?: {
    readonly href: string;
    readonly icon: IconName;
    /** `rail` of these is the entry's name. */
    readonly strings: Strings<'rail'>;
    /** Whose rail it belongs to, when the page may be opened by more than use it daily. */
    readonly roles?: Session['person']['roles'];
    /** Only where this one isn't there. */
    readonly insteadOf?: string;
  };
}
