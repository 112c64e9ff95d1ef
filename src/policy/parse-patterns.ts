import { replaceDeployTime } from './deploy-time';
import { checkVariables, hasVariable, isPartlyUnknown, ParseContext, Text } from './parse-context';
import { quoted } from './problems';
import { s3Arn } from './s3-arn';

/** `*`, or a service and an action name with wildcards in the name; a service itself is no pattern. */
const ACTION = /^(?:\*|(?:\*|[A-Za-z0-9][A-Za-z0-9.-]*):[\w.*?-]+)$/;

/** Reports what is no action pattern. */
export function checkActions({ text, path, offset }: Text, element: string, { problems }: ParseContext): void {
  if (ACTION.test(text) || isPartlyUnknown(text)) return;
  if (text.includes('${')) {
    problems.error(path, offset, 'VariableNotAllowed', `${element} has no policy variables: ${quoted(text)}`, 'name the actions');
  } else {
    problems.error(path, offset, 'InvalidAction', `${quoted(text)} is no action`, 'write service and name, such as s3:GetObject, s3:Get* or *');
  }
}

/** Reports what is no resource pattern, and policy variables outside of an ARN's last part. */
export function checkResources(resource: Text, element: string, context: ParseContext): void {
  const { text, path, offset } = resource;
  if (text === '*' || isPartlyUnknown(text)) return;
  const plain = replaceDeployTime(text, (mark) => text.startsWith(mark) ? 'arn:::::' : '');
  // up to the fifth colon, where the name of the resource begins; fewer colons are enough before a last `*`, which runs over them
  const head = /^(?:[^:]*:){0,5}/.exec(plain)?.[0] ?? '';
  const isWhole = head.split(':').length === 6;
  if (!/^(?:arn|\*):/.test(plain) || (!isWhole && !plain.endsWith('*'))) {
    context.problems.error(path, offset, 'InvalidResource', `${quoted(text)} is neither "*" nor an ARN`, `write ${element} as an ARN, such as ${s3Arn('bucket/key')}`);
  } else if (context.version === '2012-10-17' && hasVariable(isWhole ? head : plain)) {
    context.problems.error(path, offset, 'VariableNotAllowed', `policy variables stand only after the fifth colon of an ARN: ${quoted(text)}`, 'name the service and the account');
  } else {
    checkVariables(resource, context);
  }
}
