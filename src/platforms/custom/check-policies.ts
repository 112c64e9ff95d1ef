import { CONDITION_OPERATORS } from '../../policy/operators';
import { s3Action } from '../../s3/catalogue';
import { KNOWN_FACTS } from '../profile/whole-profile';
import { either, fields, flag, invalidField, listOf, oneOf, recordOf, text, type Check } from './check';

/** The keys that follow from who asks. */
const PRINCIPAL_KEYS: readonly string[] = ['aws:username', 'aws:userid', 'aws:principaltype', 'aws:principalarn', 'aws:principalaccount'];

/** The keys that every request has on AWS. */
const REQUEST_KEYS: readonly string[] = ['aws:securetransport', 's3:tlsversion', 'aws:viaawsservice', 'aws:currenttime', 'aws:epochtime', 'aws:resourceaccount', 's3:resourceaccount'];

const s3 = text(/^s3:[A-Za-z]+$/, 'an S3 action such as s3:GetObject, without wildcards');
const action = text(/^[a-z0-9-]+:[A-Za-z]+$/, 'an action such as s3:GetObject, without wildcards');
const isAction = (name: string) => name === name.toLowerCase() && s3Action(name) !== undefined;
const byAction = (each: Check) => recordOf(isAction, 'names of S3 actions in lower case, such as s3:getobjectversion', each);
const isKey = (name: string) => /^[a-z0-9]+:[a-z0-9/*_-]+$/.test(name);
const byKey = (each: Check) => recordOf(isKey, 'condition keys in lower case, such as aws:securetransport', each);
const lowerKey = text(/^[a-z0-9]+:[a-z0-9/*_-]+$/, 'a condition key in lower case, such as s3:prefix');
const key = text(/^[a-z0-9]+:[A-Za-z0-9/*_-]+$/, 'a condition key such as aws:SourceIp');
const operator = oneOf([...CONDITION_OPERATORS.keys()]);
const sentence = text(/^[\x20-\x7e]{1,500}$/, 'what confirms it, in 1 to 500 printable characters: the vendor\'s document, or the server that was asked');
const isText = (value: unknown) => typeof value === 'string';
const others = oneOf(['refused', 'unconfirmed', 'taken']);
const words = fields({ known: listOf(operator), others }, { also: listOf(operator) });
const characters = text(/^[\x21-\x7e]{1,50}$/, '1 to 50 characters, such as %+');
const never: Check = (value, field) => {
  throw invalidField(field, value, 'nothing: it can be as on AWS or unconfirmed, and no other reading is known to this package');
};

/** One fact: which of the three it is, and what belongs to that. */
function fact(how: Check, name = ''): Check {
  const readings = (KNOWN_FACTS as readonly string[]).includes(name) ? ['as AWS', 'differently'] : ['as AWS', 'differently', 'unconfirmed'];
  const forms: Readonly<Record<string, Check>> = {
    'as AWS': fields({ is: oneOf(readings), source: sentence }),
    'differently': fields({ is: oneOf(readings), how, source: sentence }),
    'unconfirmed': fields({ is: oneOf(readings) }, { why: sentence }),
  };
  return (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidField(field, value, "a fact: asAws('…'), differently(…, '…') or unconfirmed()");
    const { is } = value as Readonly<Record<string, unknown>>;
    oneOf(readings)(is, `${field}.is`);
    forms[is as string](value, field);
  };
}

const element = fact(oneOf(['refused', 'never applies']));

const HOWS: Readonly<Record<string, Check>> = {
  olderVersion: oneOf(['refused']),
  actions: fields({ known: listOf(s3), others: oneOf(['none', 'refused', 'unconfirmed']) }),
  everyAction: listOf(text(/^[a-z0-9-]+:\*$/, 'a family of actions such as s3:*')),
  otherServices: fields({ known: listOf(text(/^(?!s3$)[a-z0-9-]{2,}$/, 'a service other than s3, such as iam')) }, { actions: listOf(action) }),
  operators: words,
  ifExists: words,
  sets: words,
  valueLists: listOf(operator),
  negatedLists: never,
  keys: fields({ known: listOf(fields({ key }, { actions: listOf(action) })), others }, { also: listOf(key) }),
  keyLetters: oneOf(['exact']),
  unfittingKeys: oneOf(['refused']),
  values: fields({}, { characters, beginning: characters }),
  resources: characters,
  variables: fields({ known: listOf(key), defaults: flag, escapes: flag, others: oneOf(['text', 'unconfirmed']) }, { also: listOf(key), everyKey: flag, wholeValuesOnly: flag, renamed: byKey(key) }),
  negatedWhenAbsent: either(isText, oneOf(['all']), listOf(operator)),
  negatedSets: oneOf(['whole']),
  severalValues: oneOf(['any']),
  nullFalse: never,
  bareIpv6: oneOf(['/32']),
  // any other value would be one that no rendered condition could be on
  valuesReadAsAbsent: byKey(oneOf(['false', ''])),
  absentReadAsEmpty: listOf(lowerKey),
  requestKeys: listOf(oneOf(REQUEST_KEYS)),
  principalKeys: byKey(oneOf(['', ...PRINCIPAL_KEYS])),
  forgeable: fields({}, { except: listOf(text(/^[a-z:]+ [a-z0-9]+:[a-z0-9/_-]+$/, 'an operator and a key in lower case, such as null s3:requestobjecttagkeys')), stripped: flag }),
  bucketPolicies: oneOf(['anonymous', 'allowList', 'none']),
  accounts: never,
  bucketAsFolder: flag,
  otherResources: oneOf(['none']),
  alsoGrants: byAction(listOf(s3)),
  checkedAs: byAction(fields({ action: s3, how: oneOf(['instead', 'unlessDenied', 'orElse']) }, { together: flag })),
  batchDeletes: oneOf(['bucket']),
  answersAnyway: byAction(sentence),
  partsLack: listOf(lowerKey),
  doesAlong: recordOf((name) => s3Action(name) !== undefined, 'names of S3 actions', fields({ does: s3, key })),
  versions: oneOf(['object lock']),
  ownKeys: listOf(action),
};

/** Checks what is said of how a product takes and reads policies: every fact, and that there are no others. */
export const checkPolicies: Check = fields({}, {
  ...Object.fromEntries(Object.entries(HOWS).map(([name, how]) => [name, fact(how, name)])),
  elements: fields({}, { NotAction: element, NotResource: element, NotPrincipal: element }),
});
