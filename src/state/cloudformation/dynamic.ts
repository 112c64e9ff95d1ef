/** What begins a reference that is resolved when the template is deployed. */
const DYNAMIC = '{{resolve:';

/** A text with something else in the place of references to secrets and parameters, which are resolved when the template is deployed. */
export function withoutDynamic(text: string, instead: () => string): string {
  if (!text.includes(DYNAMIC)) return text;
  const [first, ...parts] = text.split(DYNAMIC);
  return [first, ...parts.map((part) => {
    const end = part.indexOf('}}');
    return `${instead()}${end < 0 ? '' : part.slice(end + 2)}`;
  })].join('');
}
