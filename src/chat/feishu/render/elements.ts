// The parts of a card (JSON 2.0) that are written here. Feishu refuses properties it does not know, so none is made up.

/** Anything with a tag; which properties it has depends on the tag. */
export interface CardElement {
  readonly tag: string;
  readonly [property: string]: unknown;
}

export interface PlainText extends CardElement {
  readonly tag: 'plain_text';
  readonly content: string;
}

/** A whole card, as `msg_type: "interactive"` takes it in its content and a callback's answer in `card.data`. */
export interface FeishuCard {
  readonly schema: '2.0';
  readonly config: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: { readonly elements: readonly CardElement[] };
}
