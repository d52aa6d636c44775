// The elements of a Feishu card as HTML, close enough to judge what people will see. An element it does not know is marked,
// so that nothing is lost unnoticed.

import type { CardElement } from '../../../../src/chat/feishu/render/elements.ts';
import { locales } from '../../../../src/chat/feishu/render/languages.ts';
import type { Language } from '../../../../src/lib/language.ts';
import type { Pictures } from '../card.ts';
import { Literal, Markup } from './markup.tsx';

/** What the elements are shown with. */
export interface Shown {
  language: Language;
  pictures: Pictures;
}

interface Text {
  content?: string;
  i18n_content?: Readonly<Record<string, string>>;
  text_size?: string;
}

/** The properties that the project's renderer writes, of any element. */
interface Properties extends Text {
  text?: Text;
  elements?: readonly CardElement[];
  columns?: readonly CardElement[];
  header?: { title: Text };
  placeholder?: Text;
  options?: readonly { text: Text; value: string }[];
  initial_option?: string;
  selected_values?: readonly string[];
  initial_date?: string;
  default_value?: string;
  input_type?: string;
  rows?: number;
  checked?: boolean;
  expanded?: boolean;
  img_key?: string;
  alt?: Text;
  type?: string;
  width?: string;
  flex_mode?: string;
}

/** A text in the reader's language. */
export function wording(text: Text | undefined, { language }: Shown): string {
  return text?.i18n_content?.[locales[language]] ?? text?.content ?? '';
}

export function Elements({ elements, shown }: { elements: readonly CardElement[]; shown: Shown }) {
  return (
    <>
      {elements.map((element) => (
        <ElementView element={element} shown={shown} />
      ))}
    </>
  );
}

function ElementView({ element, shown }: { element: CardElement; shown: Shown }) {
  const of = element as Properties;
  const inside = <Elements elements={of.elements ?? []} shown={shown} />;
  switch (element.tag) {
    case 'div':
      return (
        <div class={`text ${of.text?.text_size ?? ''}`}>
          <Literal text={wording(of.text, shown)} />
        </div>
      );
    case 'markdown':
      return (
        <div class={`text marked ${of.text_size ?? ''}`}>
          <Markup text={wording(of, shown)} />
        </div>
      );
    case 'hr':
      return <hr />;
    case 'img':
      return <img class="picture" src={shown.pictures.get((of.img_key ?? '').slice(4))} alt={wording(of.alt, shown)} />;
    case 'button':
      return (
        <span class={`button ${of.width === 'fill' ? 'wide' : ''}`} data-type={of.type}>
          {wording(of.text, shown)}
        </span>
      );
    case 'column_set':
      return (
        <div class={`columns ${of.flex_mode}`}>
          <Elements elements={of.columns ?? []} shown={shown} />
        </div>
      );
    case 'column':
      return <div class={`column ${of.width}`}>{inside}</div>;
    case 'form':
      return <div class="form">{inside}</div>;
    case 'collapsible_panel':
      return (
        <div class="panel">
          <p class="panel-title">
            <span>{wording(of.header?.title, shown)}</span>
            <span class={of.expanded ? 'arrow up' : 'arrow'} />
          </p>
          {of.expanded && <div class="panel-body">{inside}</div>}
        </div>
      );
    case 'checker':
      return (
        <div class="tick">
          <input type="checkbox" checked={of.checked === true} disabled />
          <span>{wording(of.text, shown)}</span>
        </div>
      );
    case 'input':
      return <Box value={of.default_value} of={of} shown={shown} lines={of.input_type ? (of.rows ?? 1) : 1} />;
    case 'date_picker':
      return <Box value={of.initial_date} of={of} shown={shown} sign="day" />;
    case 'select_static':
    case 'multi_select_static': {
      const chosen = [of.initial_option, ...(of.selected_values ?? [])];
      const labels = (of.options ?? []).filter(({ value }) => chosen.includes(value));
      const value = labels.map(({ text }) => wording(text, shown)).join('、');
      return <Box value={value} of={of} shown={shown} sign="arrow" />;
    }
    default:
      return <mark>{element.tag}</mark>;
  }
}

/** The client's own placeholder in an empty menu. */
const ownWords = { zh: '请选择', en: 'Please select' };

interface BoxProps {
  value: string | undefined;
  of: Properties;
  shown: Shown;
  sign?: 'arrow' | 'day';
  lines?: number;
}

function Box({ value, of, shown, sign, lines = 1 }: BoxProps) {
  return (
    <div class="box" style={`min-height: ${lines * 20}px`}>
      <span>{value || <i>{wording(of.placeholder, shown) || (sign === 'arrow' && ownWords[shown.language])}</i>}</span>
      {sign !== undefined && <span class={`sign ${sign}`} />}
    </div>
  );
}
