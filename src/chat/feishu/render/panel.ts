// A line that unfolds. Pure.

import type { CardElement } from './elements.ts';
import { feishuLimits } from './limits.ts';
import { plainText } from './text.ts';

/** Without an icon of its own Feishu shows nothing that invites to unfold it. */
export function panel(title: string, expanded: boolean, elements: readonly CardElement[]): CardElement {
  return {
    tag: 'collapsible_panel',
    expanded,
    header: {
      title: plainText(title, feishuLimits.title),
      background_color: 'grey-100',
      padding: '6px 8px 6px 8px',
      icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
      icon_position: 'right',
      icon_expanded_angle: -180,
    },
    border: { color: 'grey', corner_radius: '6px' },
    padding: '8px 8px 8px 8px',
    elements,
  };
}
