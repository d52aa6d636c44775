// Asked of the manager when the whole shop is off: an outage, a deal day, a data fault?

import { causesStoreWide } from './causes.ts';
import { causeFields, minReasonLength, partTitles } from './fields.ts';
import type { Form } from './form.ts';

export const storeWideForm: Form = {
  kind: 'store_wide',
  version: 1,
  title: { zh: '全店销量异常说明', en: 'Why the whole shop moved' },
  parts: [
    { ...partTitles.cause, title: { zh: '全店原因', en: 'Cause' } },
    { ...partTitles.proposal, title: { zh: '应对措施', en: 'What is being done' } },
  ],
  fields: [
    ...causeFields(causesStoreWide),
    {
      kind: 'text',
      name: 'measures',
      part: 'proposal',
      label: { zh: '已采取或计划的措施', en: 'Measures taken or planned' },
      hint: { zh: '无需处理也请写明为什么。', en: 'If nothing needs doing, say why.' },
      required: true,
      minLength: minReasonLength,
      maxLength: 1000,
      lines: 3,
    },
  ],
};
