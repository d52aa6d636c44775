// A click, as a Slack button: what was meant travels in its value, who may is decided by the core.

import type { Button as SlackButton } from '@slack/types';
import type { Language } from '../../../lib/language.ts';
import type { Button } from '../../../messages/message.ts';
import { slackLimits } from './limits.ts';
import { actionPrefix, type ButtonValue } from './names.ts';
import { plainText } from './text.ts';
import { slackWords } from './words.ts';

export function renderButton(button: Button, language: Language): SlackButton {
  const value: ButtonValue = { c: button.caseId, r: button.round };
  return {
    type: 'button',
    action_id: actionPrefix + button.action,
    value: JSON.stringify(value),
    text: plainText(button.label, slackLimits.buttonText),
    ...(button.style === 'plain' ? {} : { style: button.style }),
    ...(button.style === 'danger' ? { confirm: confirmation(button, language) } : {}),
  };
}

/** What cannot be taken back by another click asks first. */
function confirmation(button: Button, language: Language): NonNullable<SlackButton['confirm']> {
  const words = slackWords[language];
  return {
    title: plainText(words.sure, 100),
    text: plainText(words.sureText(button.label), 300),
    confirm: plainText(button.label, 30),
    deny: plainText(words.cancel, 30),
    style: 'danger',
  };
}
