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

/** What stands for one value, in whatever engine. */
export const A_VALUE = 'a value';

/** What other texts of engines look like: such a text isn't a value yet, and none of them may stand in anything that is checked. */
const OTHER_FORMS: ReadonlyArray<readonly [found: (text: string) => boolean, form: string]> = [
  [(text) => /[#&]\{TfToken\[/.test(text), 'a list or map token'],
  [(text) => text.includes('e+') && hasNumberToken(text), 'a number token'],
  [(text) => /Calling \[to(String|JSON)\] on an \[Output<T>\]/.test(text), A_VALUE],
];

/** A property that nothing plain has, and each object of an engine that stands for a value: an Output of Pulumi, a Promise, a token. */
const OBJECTS = ['__pulumiOutput', 'then', 'resolve'];

/**
 * In what form a text holds a value that is known only at deploy time, where that form isn't a placeholder: cdktf and cdktn write number tokens into
 * texts as long negative numbers and replace them at synth, and Pulumi puts a warning in place of an Output.
 */
export function otherDeployTimeForm(text: string): string | undefined {
  return OTHER_FORMS.find(([found]) => found(text))?.[1];
}

/** In what form a whole value is known only at deploy time, a text also where a part of it is; undefined where it is known. */
export function deployTimeForm(value: unknown): string | undefined {
  if (typeof value === 'number') return isNumberToken(value) ? 'a number token' : undefined;
  if (typeof value === 'string') return otherDeployTimeForm(value) ?? (isDeployTime(value) ? A_VALUE : undefined);
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    if (OBJECTS.some((property) => property in value)) return A_VALUE;
    // a list of tokens is a list with one text or number of a form of its own, and a map of them an object with one such key
    const [first] = Array.isArray(value) ? value as readonly unknown[] : Object.keys(value);
    if (typeof first === 'string') return otherDeployTimeForm(first);
    return typeof first === 'number' ? deployTimeForm(first) : undefined;
  } catch {
    return undefined; // it can't be looked at, as a proxy that throws: no engine has such
  }
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
