// Every example as the console shows it in the group.

import { readFileSync } from 'node:fs';
import { raw } from 'hono/html';
import { formKinds } from '../../../src/forms/form.ts';
import { formFor } from '../../../src/forms/index.ts';
import type { Language } from '../../../src/lib/language.ts';
import { compose } from '../../../src/messages/index.ts';
import { MessageView } from '../../../src/web/message.tsx';
import { FormView, whenRules } from '../../../src/web/view/form.tsx';
import { exampleFormMessage, exampleForms } from '../example-forms.ts';
import { exampleViews } from '../example-views.ts';
import type { Card, CardPlatform, Pictures } from './card.ts';

const everyField = formKinds.flatMap((kind) => formFor(kind).fields);

export const consoleCards: CardPlatform = {
  name: 'console',
  title: 'Console',
  css: readFileSync(new URL('../../../src/web/static/console.css', import.meta.url), 'utf8') + whenRules(everyField),
  width: 760,
  overview: ['card-surge', 'form-surge-short-term'],
  cards: (language, pictures) => [...messageCards(language, pictures), ...formCards(language)],
};

function messageCards(language: Language, pictures: Pictures): Card[] {
  return Object.entries(exampleViews).map(([name, view]) => {
    const shown = <MessageView message={compose(view, language)} frame={{ language, token: '', eventId: () => '' }} />;
    return { name, body: <div class="card">{withPictures(String(shown), pictures)}</div> };
  });
}

function formCards(language: Language): Card[] {
  return Object.entries(exampleForms).flatMap(([name, example]) =>
    exampleFormMessage(example, language).blocks.flatMap((block): Card[] => {
      if (block.type !== 'form') return [];
      const values = { ...block.values, ...example.typed };
      const shown = { ...block, values, errors: example.errors ?? {} };
      const also = example.also ? { also: example.also } : {};
      const form = <FormView block={shown} language={language} token="" eventId="" {...also} />;
      return [{ name, body: <div class="card">{form}</div> }];
    }),
  );
}

/** Attachments need a sign-in; here they are embedded in the page. */
function withPictures(html: string, pictures: Pictures) {
  return raw(
    html.replace(/(src|href)="\/attachments\/([^"]+)"/g, (whole, name: string, id: string) => {
      const address = pictures.get(decodeURIComponent(id));
      return address ? `${name}="${address}"` : whole;
    }),
  );
}
