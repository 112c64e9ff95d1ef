/* What is on the playground's page, as the part of its address behind `#`, so that a link shows the same. It never reaches a server. */

/** All that can be changed on the page. */
export interface Page {
  /** What is looked at: one grant or guard, or two policies beside each other. */
  readonly view: 'intent' | 'compare';
  readonly intent: string;
  /** Props as they are typed, right or wrong. */
  readonly props: string;
  /** The call that makes the platform, as it is typed. */
  readonly platform: string;
  readonly before: string;
  readonly after: string;
  /** Whether the two policies are a bucket's. */
  readonly resource: boolean;
}

/** The page as a part of an address. */
export function toHash(page: Page, initial: Page): string {
  const changed = Object.entries(page).filter(([key, value]) => value !== initial[key as keyof Page]).map(([key, value]): [string, string] => [key, String(value)]);
  return new URLSearchParams(changed).toString();
}

/** The page of an address; what it doesn't say, or says wrongly, is as it is at first. */
export function fromHash(hash: string, initial: Page): Page {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (key: keyof Page): string => given.get(key) ?? String(initial[key]);
  return {
    view: text('view') === 'compare' ? 'compare' : 'intent',
    intent: text('intent'),
    props: text('props'),
    platform: text('platform'),
    before: text('before'),
    after: text('after'),
    resource: text('resource') === 'true',
  };
}
