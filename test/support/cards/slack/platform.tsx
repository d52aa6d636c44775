// Every example as Slack shows it on a phone: messages in the channel, forms as modals, the home tab.

import { readFileSync } from 'node:fs';
import type { ModalView } from '@slack/types';
import { renderErrors } from '../../../../src/chat/slack/render/errors.ts';
import { renderHome } from '../../../../src/chat/slack/render/home.ts';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import { renderModal } from '../../../../src/chat/slack/render/modal.ts';
import type { Language } from '../../../../src/lib/language.ts';
import { compose } from '../../../../src/messages/index.ts';
import { exampleFormMessage, exampleForms } from '../../example-forms.ts';
import { exampleHome } from '../../example-home.ts';
import { exampleViews } from '../../example-views.ts';
import type { Card, CardPlatform, Pictures } from '../card.ts';
import { Blocks, type Shown } from './blocks.tsx';
import { exampleSlackNames } from './names.ts';

export const slackCards: CardPlatform = {
  name: 'slack',
  title: 'Slack',
  css: readFileSync(new URL('./slack.css', import.meta.url), 'utf8'),
  width: 420,
  overview: ['card-surge', 'form-surge-short-term', 'escalation-several-late'],
  cards: (language, pictures) => [
    ...messageCards(language, pictures),
    ...formCards(language, pictures),
    homeCard(language, pictures),
  ],
};

function messageCards(language: Language, pictures: Pictures): Card[] {
  return Object.entries(exampleViews).map(([name, view]) => {
    const { blocks } = renderMessage(compose(view, language), exampleSlackNames, language);
    const body = (
      <div class="slack message">
        <p class="from">
          <span class="app-icon" />
          <b>Skuwatch</b> <span class="tag">APP</span> <span class="time">16:45</span>
        </p>
        <div class="blocks">
          <Blocks blocks={blocks} shown={{ pictures }} />
        </div>
      </div>
    );
    return { name, body };
  });
}

function formCards(language: Language, pictures: Pictures): Card[] {
  return Object.entries(exampleForms).map(([name, example]) => {
    const typed = example.typed && { values: example.typed, alsoCaseIds: checked(example.also) };
    const view = renderModal(exampleFormMessage(example, language), exampleSlackNames, language, typed);
    if (!view) throw new Error(`${name} holds no form`);
    const fields = exampleFormMessage(example, language).blocks.flatMap((each) =>
      each.type === 'form' ? each.fields : [],
    );
    const errors = example.errors && renderErrors(example.errors, view, { fields, language }).errors;
    return { name, body: <Modal view={view} shown={{ pictures, ...(errors && { errors }) }} /> };
  });
}

function Modal({ view, shown }: { view: ModalView; shown: Shown }) {
  return (
    <div class="slack modal">
      <div class="bar">
        <span>{view.close?.text}</span>
        <b>{view.title.text}</b>
        <span class="submit">{view.submit?.text}</span>
      </div>
      <div class="blocks">
        <Blocks blocks={view.blocks as Parameters<typeof Blocks>[0]['blocks']} shown={shown} />
      </div>
    </div>
  );
}

function homeCard(language: Language, pictures: Pictures): Card {
  const view = renderHome(exampleHome(language), exampleSlackNames, language);
  const body = (
    <div class="slack modal">
      <div class="bar">
        <b>Skuwatch</b>
      </div>
      <div class="blocks">
        <Blocks blocks={view.blocks as Parameters<typeof Blocks>[0]['blocks']} shown={{ pictures }} />
      </div>
    </div>
  );
  return { name: 'home', body };
}

function checked(also: readonly { caseId: number; checked: boolean }[] = []): number[] {
  return also.filter((each) => each.checked).map(({ caseId }) => caseId);
}
