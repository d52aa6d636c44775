// `/skuwatch …`: acknowledged at once, answered privately when the answer is there.

import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { notices } from '../notices.ts';
import type { Desk } from './desk.ts';
import { envelopeOf } from './envelope.ts';
import { hear } from './hear.ts';
import { republishHome } from './home.ts';
import { present } from './present.ts';
import { plainCommand } from './slack-text.ts';

export function commandListener(desk: Desk) {
  return async ({ ack, body }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const envelope = envelopeOf(body);
    const text = await plainCommand(body.text ?? '', desk);
    const heard = await hear(desk, envelope, { type: 'command', text });
    await present(desk, envelope, heard, notices.typeAgain);
    if (heard.reply.type === 'done') await republishHome(desk, envelope.userId, heard);
  };
}
