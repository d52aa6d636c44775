// The box for commands: the same words as in a chat.

import { type Language, texts } from '../../lib/language.ts';

const words = texts({
  en: { label: 'Command', placeholder: 'mine · case 12 · sku CODE · explain CODE · help', send: 'Send' },
  zh: { label: '指令', placeholder: 'mine · case 12 · sku 编码 · explain 编码 · help', send: '发送' },
});

export function CommandBox(props: { language: Language; token: string; eventId: string; text?: string }) {
  const say = words[props.language];
  return (
    <form method="post" action="/command" class="command">
      <input type="hidden" name="token" value={props.token} />
      <input type="hidden" name="event" value={props.eventId} />
      <label for="command-text">{say.label}</label>
      <input
        id="command-text"
        name="text"
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxlength={1000}
        placeholder={say.placeholder}
        value={props.text ?? ''}
      />
      <button type="submit">{say.send}</button>
    </form>
  );
}
