// The remark that a manager writes when returning an answer. The only form that is not an answer to a case.

import type { Form } from './form.ts';

export const returnForm: Form = {
  kind: 'return',
  version: 1,
  title: { zh: '退回答复', en: 'Return the answer' },
  parts: [{ part: 'remark', title: { zh: '退回意见', en: 'Remark' } }],
  fields: [
    {
      kind: 'text',
      name: 'remark',
      part: 'remark',
      label: { zh: '需要补充或改正什么', en: 'What to add or correct' },
      hint: {
        zh: '异常单会重新打开并限时重新答复，这段话会发到群里。',
        en: 'The case opens again with a short deadline; this remark is shown in the group.',
      },
      required: true,
      minLength: 2,
      maxLength: 500,
      lines: 3,
    },
  ],
};
