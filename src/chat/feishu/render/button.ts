// A click, as a Feishu button: what was meant travels in its callback, who may is decided by the core.

import type { Button } from '../../../messages/message.ts';
import type { CardElement } from './elements.ts';
import { feishuLimits } from './limits.ts';
import type { ActionValue } from './names.ts';
import { type Frame, plainText } from './text.ts';
import { feishuWords } from './words.ts';

const types = { primary: 'primary', plain: 'default', danger: 'danger' } as const;

export function renderButton(button: Button, frame: Frame): CardElement {
  const value: ActionValue = { v: 1, do: button.action, case: button.caseId, round: button.round, ...keyOf(frame) };
  return {
    tag: 'button',
    text: plainText(button.label, feishuLimits.buttonText),
    type: types[button.style],
    ...(button.style === 'danger' ? { confirm: confirmation(button, frame) } : {}),
    behaviors: [{ type: 'callback', value }],
  };
}

/** Buttons side by side, in as many lines as they take. */
export function buttonRow(buttons: readonly Button[], frame: Frame): CardElement[] {
  if (buttons.length === 0) return [];
  const columns = buttons.map((button) => ({
    tag: 'column',
    width: 'auto',
    elements: [renderButton(button, frame)],
  }));
  return [{ tag: 'column_set', flex_mode: 'flow', horizontal_spacing: '8px', columns }];
}

/** The delivery key, for the value of a callback. */
export function keyOf({ key }: Frame): { key?: string } {
  return key === undefined ? {} : { key };
}

/** What cannot be taken back by another click asks first. */
function confirmation(button: Button, { language }: Frame) {
  const words = feishuWords[language];
  return { title: plainText(words.sure, 60), text: plainText(words.sureText(button.label), 200) };
}
