// Links of messages as addresses, for platforms whose readers are not in the console. Pure.

/**
 * The address behind a link or a button's path: paths lead to the console at `consoleUrl`, web addresses stay as they
 * are. Undefined for anything else ("javascript:", "//host"): the label then stands without a link.
 */
export function absoluteUrl(link: string, consoleUrl: string): string | undefined {
  if (/^\/(?![/\\])/.test(link)) return `${consoleUrl}${link}`;
  return /^https?:\/\//i.test(link) && URL.canParse(link) ? link : undefined;
}
