// The recording double passes the suite that real platforms pass: tests that rely on it rely on something true.

import type { Language } from '../../src/lib/language.ts';
import type { Destination } from '../../src/messages/destination.ts';
import type { Reply } from '../../src/messages/inbound.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import { type Posted, RecordingChat, type Said } from '../support/recording-chat.ts';
import { describeChatAdapter, type PlatformUnderTest, type Seen, type Shown } from './conformance.ts';

const people: Record<Language, string> = { zh: 'wang', en: 'li' };
const nothing: Shown = { text: '', fieldErrors: {}, fields: [], onlyToPerson: true };

async function openRecordingChat(): Promise<PlatformUnderTest> {
  const chat = new RecordingChat({ oneMessagePerKey: true, groups: ['group-zh', 'group-en'] });
  let last: (Said & { eventId: string }) | undefined;
  let lastEvent = 0;
  const place = (language: Language): Destination => ({ kind: 'group', groupId: `group-${language}` });
  const says = async (personId: string, said: Said): Promise<Shown> => {
    lastEvent += 1;
    last = { ...said, eventId: `conformance-${lastEvent}` };
    const language = personId === people.zh ? 'zh' : 'en';
    return shown(await chat.say(last), language);
  };
  return {
    adapter: chat,
    place,
    person: (language) => people[language],
    seen: async (language) => {
      const here = chat.in(place(language));
      return here.filter(({ parentId }) => parentId === null).map((message) => seen(message, here, language));
    },
    types: (personId, text) => says(personId, { type: 'command', personId, text }),
    presses: (personId, { action, caseId, round }) =>
      says(personId, { type: 'button', personId, action, caseId, round }),
    submits: (personId, form) => says(personId, { type: 'form', personId, alsoCaseIds: [], ...form }),
    repeatsLastEvent: async () => {
      if (last) await chat.say(last);
    },
    close: async () => {},
  };
}

function seen(message: Posted, here: Posted[], language: Language): Seen {
  const replies = here.filter(({ parentId }) => parentId === message.id);
  return {
    text: message.text[language],
    live: [],
    buttons: [],
    replies: replies.map((reply) => seen(reply, here, language)),
  };
}

function shown(reply: Reply, language: Language): Shown {
  switch (reply.type) {
    case 'message':
      return { ...nothing, text: plainText(reply.message, language) };
    case 'form':
      return {
        ...nothing,
        text: plainText(reply.message, language),
        fields: reply.message.blocks.flatMap((block) =>
          block.type === 'form' ? block.fields.map(({ name }) => name) : [],
        ),
      };
    case 'field_errors': {
      const errors = Object.entries(reply.errors).map(([field, text]) => [field, text[language]]);
      return { ...nothing, text: reply.text[language], fieldErrors: Object.fromEntries(errors) };
    }
    default:
      return { ...nothing, text: reply.text[language] };
  }
}

describeChatAdapter('recording', openRecordingChat, { oneMessagePerKey: true });
