// `login`: a one-time link to the console. For oneself in a chat; an admin makes them for others.

import { personName } from '../cases/display-names.ts';
import { teamView } from '../cases/views.ts';
import { texts } from '../lib/language.ts';
import { message, small, text } from '../messages/blocks.ts';
import { timeText } from '../messages/format.ts';
import { actorName } from '../policy/actor.ts';
import { createSignInLink } from '../store/sign-ins.ts';
import { requireRight } from '../team/rights.ts';
import { parsePerson } from './args/people.ts';
import type { Command } from './command.ts';
import { expectNoMore } from './replies.ts';

const loginTexts = texts({
  en: {
    title: (name: string) => `Sign-in link for ${name}`,
    open: 'Open the console',
    once: (time: string) => `It works once, until ${time}. Whoever opens it is signed in: pass it on in private only.`,
  },
  zh: {
    title: (name) => `${name} 的登录链接`,
    open: '打开控制台',
    once: (time) => `只能用一次，${time} 前有效。打开者即登录，请私下发送。`,
  },
});

export const loginCommand: Command = {
  name: 'login',
  aliases: ['登录', '登陆'],
  usage: { zh: 'login [@人员]', en: 'login [@USER]' },
  summary: { zh: '生成一次性登录控制台的链接', en: 'a one-time sign-in link to the console' },
  example: { zh: 'login 我', en: 'login me' },
  role: 'operator',
  run: async (ctx, { args, language }) => {
    const [who, ...rest] = args;
    expectNoMore(rest);
    const person = parsePerson(who ?? 'me', ctx.policy, actorName(ctx.actor));
    await requireRight(ctx, 'login', { kind: 'person', personId: person.id });
    const { path, expiresAt } = await createSignInLink(ctx, person.id);
    const words = loginTexts[language];
    const name = personName(ctx.policy, person.id) ?? person.id;
    return {
      type: 'message',
      private: true,
      message: message('plain', words.title(name), [
        text({ link: path, label: words.open }),
        small(words.once(timeText(expiresAt.toISOString(), teamView(ctx)))),
      ]),
    };
  },
};
