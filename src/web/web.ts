// What every part of the console shares, made once from what it was given.

import type { WebDeps } from './deps.ts';
import { type AccessMode, accessMode, isSecure } from './identity/access.ts';
import { type Cookies, cookies } from './identity/cookies.ts';
import type { Metrics } from './metrics.ts';
import { metricsOf } from './metrics.ts';

export interface Web {
  deps: WebDeps;
  mode: AccessMode;
  cookies: Cookies;
  metrics: Metrics;
}

export function webOf(deps: WebDeps): Web {
  const metrics = metricsOf(deps.ctx, () => deps.platforms?.links() ?? []);
  return { deps, mode: accessMode(deps.config), cookies: cookies(isSecure(deps.config)), metrics };
}
