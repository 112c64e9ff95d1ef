import type { TextFamily } from './text-family';

/** `Arn…`: part by part, so that a `*` doesn't reach over a colon; `ArnEquals` is `ArnLike`; variables. A value that isn't an ARN matches none. */
export const arn: TextFamily = { type: 'arn', form: 'an ARN' };
