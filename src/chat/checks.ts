// How a chat platform is doing by its own account: for `doctor`, the health page, the probes and metrics.

import type { Bilingual } from '../lib/language.ts';
import type { Platform } from '../policy/platforms.ts';

export interface PlatformCheck {
  platform: Platform;
  /** ok: as it should be; warning: somebody should look; alarm: messages do not get through. */
  level: 'ok' | 'warning' | 'alarm';
  /** What is, and what to do about it. */
  text: Bilingual;
}

/** A connection through which events come. */
export interface LinkState {
  name: string;
  isUp: boolean;
  /** The platform's word for why it is down; undefined while it is up or was never tried. */
  trouble: string | undefined;
  /** Times the connection came about; requests taken, where the platform calls us. */
  connections: number;
}
