import { splitDeployTime } from '../../policy/deploy-time';

/**
 * Writes plain text as Terraform's template language: `$\{` and `%\{` are doubled, so that Terraform takes a policy variable for text,
 * and the engine's own tokens stay as they are, so that it fills them in. This is the one place where policy variables are escaped.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function templateSafe(text: string): string {
  return splitDeployTime(text)
    .map((piece, index) => (index % 2 === 0 ? piece.replace(/([$%])\{/g, '$1$1{') : piece))
    .join('');
}
