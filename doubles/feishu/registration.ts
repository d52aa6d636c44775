// oauth/v1/app/registration: an app that is made because somebody scanned a code and agreed. Written from the official
// SDK's side of it; what the page shows and asks is known from there only.

import { gunzipSync } from 'node:zlib';
import { isJson, type Json, part, word } from '../shared/json.ts';
import type { Answer } from './answers.ts';
import type { Behind, Route } from './behind.ts';
import type { Call } from './calls.ts';

const deviceCode = 'double-device-code-8Rw2';
const page = 'https://open.feishu.cn/page/launcher';

/** What somebody sees who opened the link. */
export interface RegistrationPage {
  name: string;
  /** The app that is to be changed; empty where a new one is made. */
  appId: string;
  isNewOnly: boolean;
  addons: Json;
}

export class Registration {
  /** How often the app asks in vain before it is told. */
  waits = 1;
  brand: 'feishu' | 'lark' = 'feishu';
  /** For how long the code holds. */
  seconds = 600;
  private outcome: 'pending' | 'agreed' | 'access_denied' = 'pending';
  private seen: RegistrationPage | undefined;

  /** Somebody scans the code, or opens its link. */
  opens(url: string): RegistrationPage {
    const { searchParams } = new URL(url);
    if (!url.startsWith(page) || searchParams.get('user_code') !== 'DBLE-CODE') throw new Error(`Not our page: ${url}`);
    const packed = Buffer.from(searchParams.get('addons') ?? '', 'base64url');
    const addons: unknown = packed.length > 0 ? JSON.parse(gunzipSync(packed).toString('utf8')) : {};
    this.seen = {
      name: searchParams.get('name') ?? '',
      appId: searchParams.get('clientID') ?? '',
      isNewOnly: searchParams.get('createOnly') === 'true',
      addons: isJson(addons) ? addons : {},
    };
    return this.seen;
  }

  agrees(): void {
    this.outcome = 'agreed';
  }

  declines(): void {
    this.outcome = 'access_denied';
  }

  answer({ body }: Call, behind: Behind, secret: { id: string; secret: string }): Answer {
    if (word(body, 'action') === 'begin') return this.begin();
    if (word(body, 'action') !== 'poll' || word(body, 'device_code') !== deviceCode) return failed('invalid_request');
    if (this.outcome === 'access_denied') return failed('access_denied');
    if (this.outcome === 'pending' || this.waits > 0) {
      this.waits -= 1;
      return failed('authorization_pending');
    }
    this.make(behind);
    const user_info = { open_id: behind.tenant.people[0]?.openId ?? '', tenant_brand: this.brand };
    return { status: 200, body: { client_id: secret.id, client_secret: secret.secret, user_info } };
  }

  private begin(): Answer {
    const verification_uri_complete = `${page}?user_code=DBLE-CODE`;
    return {
      status: 200,
      body: { device_code: deviceCode, verification_uri_complete, expires_in: this.seconds, interval: 0 },
    };
  }

  /** The app has what the page showed, and nothing else. */
  private make({ scopes, subscribed }: Behind): void {
    const { addons } = this.seen ?? { addons: {} };
    for (const scope of scopes.all) scopes.revoke(scope);
    for (const scope of words(part(addons, 'scopes').tenant)) scopes.grant(scope);
    subscribed.clear();
    for (const type of words(part(part(addons, 'events'), 'items').tenant)) subscribed.add(type);
    for (const type of words(part(addons, 'callbacks').items)) subscribed.add(type);
  }
}

export function registrationRoute(registration: Registration, secret: { id: string; secret: string }): Route {
  return {
    is: 'POST oauth/v1/app/registration',
    scopes: [],
    isOpen: true,
    carryOut: (call, behind) => registration.answer(call, behind, secret),
  };
}

function failed(error: string): Answer {
  return { status: 400, body: { error, error_description: error } };
}

function words(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}
