// How a tone is told where only characters are left: by shape and colour at once.

import type { Tone } from '../../messages/message.ts';

/** In front of a title or a value. */
export const toneMarks: Readonly<Record<Tone, string>> = { plain: '', good: '✅ ', warning: '⚠️ ', alarm: '🚨 ' };
