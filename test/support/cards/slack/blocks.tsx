// Block Kit as HTML, close enough to judge what people will see. A block or element it does not know is marked, so that
// nothing is lost unnoticed.

import type { Button, InputBlock, InputBlockElement, KnownBlock, PlainTextOption } from '@slack/types';
import type { Pictures } from '../card.ts';
import { Literal, RichText, TextView } from './rich-text.tsx';

/** What the blocks are shown with. */
export interface Shown {
  pictures: Pictures;
  /** Block id → what is wrong with the input. */
  errors?: Readonly<Record<string, string>>;
}

export function Blocks({ blocks, shown }: { blocks: readonly KnownBlock[]; shown: Shown }) {
  return (
    <>
      {blocks.map((block) => (
        <BlockView block={block} shown={shown} />
      ))}
    </>
  );
}

function BlockView({ block, shown }: { block: KnownBlock; shown: Shown }) {
  switch (block.type) {
    case 'header':
      return (
        <h3 class="header">
          <Literal text={block.text.text} />
        </h3>
      );
    case 'section':
      return (
        <div class="section">
          {block.text && (
            <p>
              <TextView text={block.text} />
            </p>
          )}
          {block.fields && (
            <div class="fields">
              {block.fields.map((field) => (
                <p>
                  <TextView text={field} />
                </p>
              ))}
            </div>
          )}
          {block.accessory &&
            (block.accessory.type === 'button' ? (
              <ButtonView button={block.accessory} />
            ) : (
              <Unknown type={block.accessory.type} />
            ))}
        </div>
      );
    case 'context':
      return (
        <p class="context">
          {block.elements.map((element) =>
            element.type === 'image' ? <Unknown type="image" /> : <TextView text={element} />,
          )}
        </p>
      );
    case 'rich_text':
      return <RichText block={block} />;
    case 'divider':
      return <hr />;
    case 'actions':
      return (
        <div class="actions">
          {block.elements.map((element) =>
            element.type === 'button' ? <ButtonView button={element} /> : <Unknown type={element.type} />,
          )}
        </div>
      );
    case 'image': {
      const id = 'slack_file' in block && 'id' in block.slack_file ? (block.slack_file.id ?? '') : '';
      return <img class="picture" src={shown.pictures.get(id.replace(/^F-/, ''))} alt={block.alt_text} />;
    }
    case 'input':
      return <InputView block={block} error={shown.errors?.[block.block_id ?? '']} />;
    default:
      return <Unknown type={block.type} />;
  }
}

function ButtonView({ button }: { button: Button }) {
  return (
    <span class="button" data-style={button.style}>
      {button.text.text}
    </span>
  );
}

function InputView({ block, error }: { block: InputBlock; error: string | undefined }) {
  return (
    <div class="input">
      <p class="label">
        {block.label.text}
        {block.optional && <small> (optional)</small>}
      </p>
      <ElementView element={block.element} />
      {error !== undefined && <p class="error">{error}</p>}
      {block.hint && <p class="hint">{block.hint.text}</p>}
    </div>
  );
}

function ElementView({ element }: { element: InputBlockElement }) {
  switch (element.type) {
    case 'plain_text_input':
      return <div class={element.multiline ? 'box tall' : 'box'}>{element.initial_value}</div>;
    case 'datepicker':
      return <div class="box select">{element.initial_date ?? <i>{element.placeholder?.text}</i>}</div>;
    case 'static_select':
      return <div class="box select">{element.initial_option?.text.text ?? <i>{element.placeholder?.text}</i>}</div>;
    case 'radio_buttons':
      return <Options options={element.options} chosen={[element.initial_option]} kind="radio" />;
    case 'checkboxes':
      return <Options options={element.options} chosen={element.initial_options ?? []} kind="checkbox" />;
    default:
      return <Unknown type={element.type} />;
  }
}

interface OptionsProps {
  options: readonly { text: { text: string }; value?: string; description?: PlainTextOption['description'] }[];
  chosen: readonly ({ value?: string } | undefined)[];
  kind: 'radio' | 'checkbox';
}

function Options({ options, chosen, kind }: OptionsProps) {
  const values = new Set(chosen.map((each) => each?.value));
  return (
    <div class="options">
      {options.map((option) => (
        <div class="option">
          <input type={kind} checked={values.has(option.value)} disabled />
          <span>
            {option.text.text}
            {option.description && <small>{option.description.text}</small>}
          </span>
        </div>
      ))}
    </div>
  );
}

function Unknown({ type }: { type: string }) {
  return <mark>{type}</mark>;
}
