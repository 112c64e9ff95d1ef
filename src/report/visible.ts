/** Text that can be seen to be there: what is empty has quotes. */
export function visible(text: string): string {
  return text === '' ? "''" : text;
}
