import { replaceDeployTime } from './deploy-time';
import { checkVariables, hasVariable, isPartlyUnknown, ParseContext, Text } from './parse-context';
import { quoted } from './problems';
import { s3Arn } from './s3-arn';

/** `*`, or a service and an action name with wildcards in the name; a service itself is not a pattern. */
const ACTION = /^(?:\*|(?:\*|[A-Za-z0-9][A-Za-z0-9.-]*):[\w.*?-]+)$/;
/** The same with a pattern of services, which AWS takes and advises against. */
const ACTION_OF_SERVICES = /^[A-Za-z0-9.*?-]{1,128}:[\w.*?-]{1,128}$/;

/** Reports what is not an action pattern. */
export function checkActions({ text, path, offset }: Text, element: string, { problems }: ParseContext): void {
  if (ACTION.test(text) || isPartlyUnknown(text)) return;
  if (text.includes('${')) {
    problems.error(path, offset, 'VariableNotAllowed', `${element} has no policy variables: ${quoted(text)}`, 'name the actions');
  } else if (ACTION_OF_SERVICES.test(text)) {
    problems.warning(path, offset, 'WildcardInService', `${quoted(text)} has a wildcard in the name of the service, and means every service that fits`, 'name the service, such as s3');
  } else {
    problems.error(path, offset, 'InvalidAction', `${quoted(text)} is not an action`, 'write service and name, such as s3:GetObject, s3:Get* or *');
  }
}

/** Reports what is not a resource pattern, and policy variables outside of an ARN's last part. */
export function checkResources(resource: Text, element: string, context: ParseContext): void {
  const { text, path, offset } = resource;
  if (text === '*' || isPartlyUnknown(text)) return;
  const plain = replaceDeployTime(text, (placeholder) => text.startsWith(placeholder) ? 'arn:::::' : '');
  // up to the fifth colon, where the name of the resource begins; fewer colons are enough before a last `*`, which runs over them
  const head = /^(?:[^:]*:){0,5}/.exec(plain)?.[0] ?? '';
  const isWhole = head.split(':').length === 6;
  if (!/^(?:arn|\*):/.test(plain) || (!isWhole && !isOpenEnded(plain))) {
    const fault = /^arn:/.test(plain) ? `is not an ARN: it has ${plain.split(':').length} of the six fields` : 'is neither "*" nor an ARN';
    context.problems.error(path, offset, 'InvalidResource', `${quoted(text)} ${fault}`, `write ${element} as an ARN, such as ${meantArn(text) ?? s3Arn('bucket/key')}`);
  } else if (context.version === '2012-10-17' && hasVariable(isWhole ? head : plain)) {
    context.problems.error(path, offset, 'VariableNotAllowed', `policy variables stand only after the fifth colon of an ARN: ${quoted(text)}`, 'name the service and the account');
  } else {
    checkVariables(resource, context);
  }
}

/** Whether the last `*` of a pattern with fewer than six fields can stand for the fields that are missing: the last one must be the start of a region or an account. */
function isOpenEnded(text: string): boolean {
  if (!text.endsWith('*')) return false;
  const fields = text.slice(0, -1).split(':');
  const last = fields[fields.length - 1];
  if (last.includes('/')) return false;
  return fields.length < 5 || /^[\d*?]*$/.test(last);
}

/**
 * The ARN of a bucket or of objects that was probably meant by a text that is none: `s3://bucket/key`, an ARN with fields missing or a
 * misspelt start, and a plain `bucket/key`.
 */
function meantArn(text: string): string | undefined {
  const [, path] = /^s3:\/\/(.+)$/i.exec(text) ?? /^ar[a-z]:[a-z-]*:s3:{1,4}([^:].*)$/i.exec(text) ?? /^([a-z0-9][a-z0-9.-]+(?:\/.*)?)$/.exec(text) ?? [];
  return path === undefined ? undefined : s3Arn(path);
}
