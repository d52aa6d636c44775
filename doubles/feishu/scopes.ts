// What an app may do in the tenant, and how a call beyond that is refused.

import { type Answer, refusal } from './answers.ts';

/** What the project asks for, optional permissions included. */
export const documentedScopes = [
  'im:message:send_as_bot',
  'im:message:update',
  'im:message.p2p_msg:readonly',
  'im:message.group_at_msg:readonly',
  'im:chat:read',
  'im:chat.members:read',
  'im:chat.members:bot_access',
  'im:resource',
  'contact:contact.base:readonly',
  'contact:user.base:readonly',
  'contact:user.department:readonly',
  'contact:user.id:readonly',
  'im:message.urgent',
  'im:message.urgent:sms',
  'im:message.urgent:phone',
  'application:app_slash_command:read',
  'application:app_slash_command:write',
  'application:application:self_manage',
  'im:chat.access_event.bot_p2p_chat:read',
  'base:record:retrieve',
  'base:record:create',
  'base:record:update',
] as const;

export class Scopes {
  private readonly granted: Set<string>;
  private readonly appId: string;

  constructor(granted: readonly string[], appId: string) {
    this.granted = new Set(granted);
    this.appId = appId;
  }

  get all(): string[] {
    return [...this.granted];
  }

  has(...anyOf: readonly string[]): boolean {
    return anyOf.some((scope) => this.granted.has(scope));
  }

  grant(scope: string): void {
    this.granted.add(scope);
  }

  revoke(scope: string): void {
    this.granted.delete(scope);
  }

  /** The refusal of a call that needs one of these, with the page on which to ask for them. */
  missing(anyOf: readonly string[]): Answer {
    const list = anyOf.join(', ');
    const asks = new URLSearchParams({ q: anyOf.join(','), op_from: 'openapi', token_type: 'tenant' });
    const url = `https://open.feishu.cn/app/${this.appId}/auth?${asks.toString()}`;
    const said = `Access denied. One of the following scopes is required: [${list}].`;
    const msg = `${said}应用尚未开通所需的应用身份权限：[${list}]，点击链接申请并开通任一权限即可：${url}`;
    const error = {
      message: 'Refer to the documentation to fix the error',
      log_id: 'double',
      permission_violations: anyOf.map((subject) => ({ type: 'action_scope_required', subject })),
      helps: [{ url, description: 'apply for the permission' }],
    };
    return refusal(99991672, msg, { body: { error } });
  }
}
