/**
 * Values that are known only when the stack is deployed travel through the core as placeholders inside ordinary strings. A placeholder has the
 * form of a cdktf/cdktn string token, so that tokens pass as they are; Pulumi's engine makes placeholders of the same form out of Outputs.
 */
// the characters that both engines write between the brackets; a wider class would take quadratic time on hostile text
const PLACEHOLDER = /\$\{TfToken\[[\w:.-]*\]\}/g;

/** Whether a string holds a value that is known only at deploy time. */
export function isDeployTime(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** Splits a string into its plain pieces and its placeholders, in order; placeholders are at the odd positions. */
export function splitDeployTime(text: string): readonly string[] {
  const pieces: string[] = [];
  let last = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    pieces.push(text.slice(last, match.index), match[0]);
    last = match.index + match[0].length;
  }
  return [...pieces, text.slice(last)];
}

/** Replaces every placeholder in a string. */
export function replaceDeployTime(text: string, replace: (placeholder: string) => string): string {
  return text.replace(PLACEHOLDER, replace);
}

/** What other texts of engines look like: such a text isn't a value yet, and none of them may stand in anything that is checked. */
const OTHER_FORMS: ReadonlyArray<readonly [found: (text: string) => boolean, form: string]> = [
  [(text) => /[#&]\{TfToken\[/.test(text), 'a list or map token'],
  [(text) => text.includes('e+') && hasNumberToken(text), 'a number token'],
  [(text) => /Calling \[to(String|JSON)\] on an \[Output<T>\]/.test(text), 'an Output of Pulumi that was put into a text'],
];

/**
 * In what form a text holds a value that is known only at deploy time, where that form isn't a placeholder: cdktf and cdktn write number tokens into
 * texts as long negative numbers and replace them at synth, and Pulumi puts a warning in place of an Output.
 */
export function otherDeployTimeForm(text: string): string | undefined {
  return OTHER_FORMS.find(([found]) => found(text))?.[1];
}

/** Whether a number is a token of cdktf or cdktn: both set the upper 16 bits of a double, to one pattern for a number and another for a list. */
export function isNumberToken(value: number): boolean {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  return [0xfdff, 0xfbff].includes(bits.getUint16(0));
}

/** Every number that could begin in a run of digits: the engines find one in whatever stands around it. */
function hasNumberToken(text: string): boolean {
  for (const { index } of text.matchAll(/-\d\.\d+e\+\d/g)) {
    const [number] = /^-\d\.\d+e\+\d+/.exec(text.slice(index, index + 40)) ?? [''];
    if (isNumberToken(Number(number))) return true;
  }
  return false;
}
