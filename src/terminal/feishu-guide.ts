// What `skuwatch feishu setup` says: the steps by hand, with the same lists that the QR code asks for, and what comes after.

import { callback, events, permissionsToImport } from '../chat/feishu/app.ts';
import type { Language } from '../lib/language.ts';

/** Making the app in Feishu's console, step by step; `domain` is the open platform. */
export function manualGuide(domain: string, language: Language): string {
  const listed = [...events, callback].map(({ type, name }) => `       ${type}  ${name[language]}`);
  const [eventLines, callbackLines] = [listed.slice(0, -1).join('\n'), listed.slice(-1).join('\n')];
  const permissions = permissionsToImport().replace(/^/gm, '     ').trimEnd();
  return language === 'zh'
    ? `手动创建（约十分钟）：
  1. 打开 ${domain}/app → 创建企业自建应用，名称写 Skuwatch。
  2. 添加应用能力 → 机器人。
  3. 权限管理 → 批量导入/导出权限 → 导入，粘贴：
${permissions}
  4. 凭证与基础信息 → 复制 App ID 和 App Secret，写成 FEISHU_APP_ID、FEISHU_APP_SECRET，启动 Skuwatch。
  5. 事件与回调 → 事件配置 → 使用长连接接收（保存时服务要在运行），再添加事件：
${eventLines}
  6. 事件与回调 → 回调配置 → 使用长连接接收，再添加回调：
${callbackLines}
  7. 版本管理与发布 → 创建版本，可用范围包含整个团队 → 发布，等管理员审核通过。
详细步骤：docs/setup-feishu.zh-CN.md`
    : `By hand (about ten minutes):
  1. Open ${domain}/app → Create Custom App, and call it Skuwatch.
  2. Add Features → Bot.
  3. Permissions & Scopes → Batch import/export scopes → Import, and paste:
${permissions}
  4. Credentials & Basic Info → copy the app id and the app secret into FEISHU_APP_ID and FEISHU_APP_SECRET, and start Skuwatch.
  5. Events & Callbacks → Event Configuration → receive through a persistent connection (the service must be running
     when you save this), then add the events:
${eventLines}
  6. Events & Callbacks → Callback Configuration → receive through a persistent connection, then add the callback:
${callbackLines}
  7. Version Management & Release → create a version whose availability includes the whole team → publish it, and have
     your administrator approve it.
Step by step: docs/setup-feishu.md`;
}

/** What is left to do once the app is there. */
export function nextSteps(language: Language): string {
  return language === 'zh'
    ? `接下来：
  1. 在策略文件里写 groups 和 people（docs/setup-feishu.zh-CN.md），启动服务：npm start
  2. 在群设置 → 群机器人 → 添加机器人，选择 Skuwatch。机器人会私聊告诉你这个群的 chat_id。
  3. 检查：npx skuwatch doctor
`
    : `Next:
  1. Write groups and people into the policy file (docs/setup-feishu.md) and start the service: npm start
  2. In the group: Settings → Bots → Add Bot, and choose Skuwatch. The bot then tells you the group's chat_id one-to-one.
  3. Check: npx skuwatch doctor
`;
}
