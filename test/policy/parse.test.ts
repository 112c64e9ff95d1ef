import { parsePolicy, type ParsePolicyOptions } from '../../src/policy/parse';

const SOUND = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const doc = (statement: object, rest: object = {}): object => ({ Version: '2012-10-17', ...rest, Statement: [statement] });
const without = (element: string): object => Object.fromEntries(Object.entries(SOUND).filter(([key]) => key !== element));
const condition = (operator: string, key: string, value: unknown): object => doc({ ...SOUND, Condition: { [operator]: { [key]: value } } });
const found = (input: string | object, options?: ParsePolicyOptions): readonly string[] =>
  parsePolicy(input, options).problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('a sound document', () => {
  test('with single values', () => {
    expect(parsePolicy(doc({ Sid: 'One', ...SOUND, Principal: '*' }, { Id: 'mine' }))).toEqual({
      problems: [],
      document: {
        version: '2012-10-17',
        id: 'mine',
        statements: [{ sid: 'One', effect: 'Allow', principals: '*', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] }],
      },
    });
  });

  test('with lists, a single statement and the Not elements', () => {
    const text = `{"Version":"2008-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["1","2"],"Service":"logging.s3.amazonaws.com"},
      "NotAction":["s3:Get*","s3:*"],"NotResource":["*"],"Condition":{"Null":{"aws:x":true},"NumericLessThan":{"s3:TlsVersion":[1.20,"3"]}}}}`;
    expect(parsePolicy(text)).toEqual({
      problems: [],
      document: {
        version: '2008-10-17',
        statements: [{
          effect: 'Deny',
          notPrincipals: { AWS: ['1', '2'], Service: ['logging.s3.amazonaws.com'] },
          notActions: ['s3:Get*', 's3:*'],
          notResources: ['*'],
          conditions: [
            { operator: 'Null', key: 'aws:x', values: ['true'] },
            { operator: 'NumericLessThan', key: 's3:TlsVersion', values: ['1.20', '3'] },
          ],
        }],
      },
    });
  });

  test('text and object say the same', () => {
    const input = condition('ForAnyValue:StringLikeIfExists', 's3:prefix', ['', 'a/*', "${aws:PrincipalTag/team, 'none'}", 7, false]);
    expect(parsePolicy(JSON.stringify(input, undefined, 2))).toEqual(parsePolicy(input));
    expect(parsePolicy(`\ufeff${JSON.stringify(input)}`)).toEqual(parsePolicy(input));
  });

  test('whose strings hold escapes', () => {
    const text = JSON.stringify(condition('StringLike', 's3:prefix', '"\\/\b\f\n\r\tü')).replace('ü', '\\u00FC\\/');
    expect(parsePolicy(text).document?.statements[0].conditions?.[0].values).toEqual(['"\\/\b\f\n\r\tü/']);
  });

  test('that is a trust policy', () => {
    const trust = doc({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
    expect(parsePolicy(trust, { kind: 'trust' })).toMatchObject({ problems: [], document: { version: '2012-10-17' } });
    expect(found(trust)).toEqual(['warning MissingResource $.Statement[0]']);
  });

  test('with deploy-time marks or unknown text in it', () => {
    const resource = ['${TfToken[TOKEN.1]}', '${TfToken[TOKEN.1]}/home/${aws:username}/*', 'arn:aws:s3:::${TfToken[b:1.2]}/*', '\u{F0000}', 'arn:aws:s3:::\u{F0000}'];
    expect(found(doc({ ...SOUND, Action: ['s3:\u{F0000}'], Resource: resource, Principal: { AWS: ['${TfToken[TOKEN.2]}', '\u{F0000}'] } }))).toEqual([]);
  });
});

describe('each problem is found, with its path', () => {
  const cases: readonly (readonly [string, string | object, ParsePolicyOptions | undefined, readonly string[]])[] = [
    // the document
    ['no version', { Statement: SOUND }, undefined, ['warning MissingVersion $']],
    ['another version', doc(SOUND, { Version: '2012-10-18' }), undefined, ['error InvalidVersion $.Version']],
    ['version as a number', doc(SOUND, { Version: 2012 }), undefined, ['error WrongType $.Version']],
    ['no statement', { Version: '2012-10-17' }, undefined, ['error MissingStatement $']],
    ['statements as a string', { Version: '2012-10-17', Statement: 'x' }, undefined, ['error WrongType $.Statement']],
    ['an empty list of statements', { Version: '2012-10-17', Statement: [] }, undefined, ['warning EmptyDocument $.Statement']],
    ['a statement that is none', { Version: '2012-10-17', Statement: [SOUND, null, [SOUND]] }, undefined, ['error WrongType $.Statement[1]', 'error WrongType $.Statement[2]']],
    ['an unknown element', doc(SOUND, { statement: [] }), undefined, ['error UnknownElement $.statement']],
    ['Id as a number', doc(SOUND, { Id: 1 }), undefined, ['error WrongType $.Id']],
    ['Id in an identity policy', doc(SOUND, { Id: 'a' }), { kind: 'identity' }, ['warning UnsupportedId $.Id']],
    ['a list', [SOUND], undefined, ['error WrongType $']],
    // elements of a statement
    ['an unknown element of a statement', doc({ ...SOUND, 'actions': 'a', "it's": 1 }), undefined, ['error UnknownElement $.Statement[0].actions', "error UnknownElement $.Statement[0]['it\\'s']"]],
    ['no effect', doc(without('Effect')), undefined, ['error MissingEffect $.Statement[0]']],
    ['effect in another case', doc({ ...SOUND, Effect: 'allow' }), undefined, ['error InvalidEffect $.Statement[0].Effect']],
    ['effect as a list', doc({ ...SOUND, Effect: ['Allow'] }), undefined, ['error WrongType $.Statement[0].Effect']],
    ['no action', doc(without('Action')), undefined, ['error MissingAction $.Statement[0]']],
    ['Action and NotAction', doc({ ...SOUND, NotAction: 's3:*' }), undefined, ['error ConflictingElements $.Statement[0].NotAction']],
    ['no resource', doc(without('Resource')), { kind: 'identity' }, ['error MissingResource $.Statement[0]']],
    ['no resource and no principal', doc(without('Resource')), undefined, ['error MissingResource $.Statement[0]']],
    ['Resource and NotResource', doc({ ...SOUND, NotResource: '*' }), undefined, ['error ConflictingElements $.Statement[0].NotResource']],
    ['Principal and NotPrincipal', doc({ ...SOUND, Principal: '*', NotPrincipal: '*' }), undefined, ['error ConflictingElements $.Statement[0].NotPrincipal']],
    ['no principal in a resource policy', doc(SOUND), { kind: 'resource' }, ['error MissingPrincipal $.Statement[0]']],
    ['Principal in an identity policy', doc({ ...SOUND, Principal: '*' }), { kind: 'identity' }, ['error PrincipalNotAllowed $.Statement[0].Principal']],
    ['NotPrincipal in an identity policy', doc({ ...SOUND, NotPrincipal: '*' }), { kind: 'identity' }, ['error PrincipalNotAllowed $.Statement[0].NotPrincipal']],
    ['Resource in a trust policy', doc({ ...SOUND, Principal: '*' }), { kind: 'trust' }, ['error ResourceNotAllowed $.Statement[0].Resource']],
    // lists
    ['an empty list of actions', doc({ ...SOUND, Action: [] }), undefined, ['warning EmptyList $.Statement[0].Action']],
    ['an empty action', doc({ ...SOUND, Action: ['s3:*', ''] }), undefined, ['error EmptyText $.Statement[0].Action[1]']],
    ['a number as a resource', doc({ ...SOUND, Resource: ['*', 1, ['*'], null] }), undefined,
      ['error WrongType $.Statement[0].Resource[1]', 'error WrongType $.Statement[0].Resource[2]', 'error WrongType $.Statement[0].Resource[3]']],
    ['no action pattern', doc({ ...SOUND, Action: ['GetObject', 's3:', ':Get', 's3:Get Object', 's3:${aws:x}'] }), undefined,
      [0, 1, 2, 3].map((index) => `error InvalidAction $.Statement[0].Action[${index}]`).concat('error VariableNotAllowed $.Statement[0].Action[4]')],
    ['a pattern of services', doc({ ...SOUND, Action: ['s3*:Get*', '*:Get*'] }), undefined, ['warning WildcardInService $.Statement[0].Action[0]']],
    ['no resource pattern', doc({ ...SOUND, Resource: ['b/*', 'arn:aws:s3', 'arn', 'a*', 'arn:aws:s3:*'] }), undefined,
      [0, 1, 2, 3].map((index) => `error InvalidResource $.Statement[0].Resource[${index}]`)],
    ['too few fields before a wildcard', doc({ ...SOUND, Resource: ['arn:aws:s3::bkt/*', 'arn:aws:s3::bkt*', 'arn:aws:s3:bkt/*', 'arn:aws:s3*', 'arn:aws:s3:eu-*', 'arn:aws:s3::1111*'] }), undefined,
      [0, 1, 2].map((index) => `error InvalidResource $.Statement[0].Resource[${index}]`)],
    // principals
    ['a principal string', doc({ ...SOUND, Principal: 'arn:aws:iam::1:root' }), undefined, ['error InvalidPrincipal $.Statement[0].Principal']],
    ['a list of principals', doc({ ...SOUND, Principal: ['*'] }), undefined, ['error WrongType $.Statement[0].Principal']],
    ['an unknown kind of principal', doc({ ...SOUND, Principal: { aws: '*' } }), undefined, ['error UnknownElement $.Statement[0].Principal.aws']],
    ['nobody', doc({ ...SOUND, Principal: {} }), undefined, ['error EmptyPrincipal $.Statement[0].Principal']],
    ['nobody of a kind', doc({ ...SOUND, NotPrincipal: { AWS: [] } }), undefined, ['warning EmptyList $.Statement[0].NotPrincipal.AWS']],
    ['a pattern of principals', doc({ ...SOUND, Principal: { AWS: ['*', 'arn:aws:iam::1:user/*', 'arn:aws:iam::1:user/da?a'] } }), undefined,
      ['error PartialWildcard $.Statement[0].Principal.AWS[1]', 'error PartialWildcard $.Statement[0].Principal.AWS[2]']],
    ['a variable as principal', doc({ ...SOUND, Principal: { AWS: '${aws:username}' } }), undefined, ['error VariableNotAllowed $.Statement[0].Principal.AWS']],
    // Sids
    ['a Sid with spaces, for IAM', doc({ ...SOUND, Sid: 'my statement' }), { kind: 'identity' }, ['error UnsupportedSid $.Statement[0].Sid']],
    ['a Sid with spaces, for S3', doc({ ...SOUND, Sid: 'my statement', Principal: '*' }), { kind: 'resource' }, []],
    ['a Sid as a number', doc({ ...SOUND, Sid: 1 }), undefined, ['error WrongType $.Statement[0].Sid']],
    ['a Sid twice, for IAM', { Version: '2012-10-17', Statement: [{ ...SOUND, Sid: 'A' }, { ...SOUND, Sid: 'a' }, { ...SOUND, Sid: 'A' }] }, { kind: 'identity' },
      ['error DuplicateSid $.Statement[2].Sid']],
    ['a Sid twice', { Version: '2012-10-17', Statement: [{ ...SOUND, Sid: 'A' }, { ...SOUND, Sid: 'A' }] }, undefined, ['warning DuplicateSid $.Statement[1].Sid']],
    ['an empty Sid twice', { Version: '2012-10-17', Statement: [{ ...SOUND, Sid: '' }, { ...SOUND, Sid: '' }] }, { kind: 'identity' }, []],
    // conditions
    ['conditions as a list', doc({ ...SOUND, Condition: [] }), undefined, ['error WrongType $.Statement[0].Condition']],
    ['no condition', doc({ ...SOUND, Condition: {} }), undefined, ['warning EmptyCondition $.Statement[0].Condition']],
    ['no key', doc({ ...SOUND, Condition: { StringLike: {} } }), undefined, ['warning EmptyCondition $.Statement[0].Condition.StringLike']],
    ['keys as a string', doc({ ...SOUND, Condition: { StringLike: 'x' } }), undefined, ['error WrongType $.Statement[0].Condition.StringLike']],
    ['an unknown operator', condition('StringMatches', 's3:prefix', 'a'), undefined, ['error UnknownOperator $.Statement[0].Condition.StringMatches']],
    ['an operator in another case', condition('stringLike', 's3:prefix', 'a'), undefined, ['error UnknownOperator $.Statement[0].Condition.stringLike']],
    ['Null with IfExists', condition('NullIfExists', 's3:prefix', 'true'), undefined, ['error UnknownOperator $.Statement[0].Condition.NullIfExists']],
    ['no condition key', condition('StringLike', 'prefix', 'a'), undefined, ['error InvalidConditionKey $.Statement[0].Condition.StringLike.prefix']],
    ['an empty list of values', condition('StringLike', 's3:prefix', []), undefined, ["warning EmptyList $.Statement[0].Condition.StringLike['s3:prefix']"]],
    ['values that are none', condition('StringLike', 's3:prefix', ['a', null, {}, ['b']]), undefined,
      [1, 2, 3].map((index) => `error WrongType $.Statement[0].Condition.StringLike['s3:prefix'][${index}]`)],
    ['a key twice in two cases', doc({ ...SOUND, Condition: { StringLike: { 's3:prefix': 'a', 'S3:Prefix': 'b' } } }), undefined,
      ["error DuplicateConditionKey $.Statement[0].Condition.StringLike['S3:Prefix']"]],
    ['a key in two operators', doc({ ...SOUND, Condition: { StringLike: { 's3:prefix': 'a' }, StringNotLike: { 's3:prefix': 'b' } } }), undefined, []],
    // variables
    ['a missing brace', condition('StringLike', 's3:prefix', ['a', '${aws:username']), undefined, ["error UnclosedVariable $.Statement[0].Condition.StringLike['s3:prefix'][1]"]],
    ['a brace that comes too late', doc({ ...SOUND, Resource: 'arn:aws:s3:::${aws:${aws:username}' }), undefined, ['error UnclosedVariable $.Statement[0].Resource']],
    ['an empty variable', condition('ArnLike', 'aws:x', '${}'), undefined, ["error EmptyVariable $.Statement[0].Condition.ArnLike['aws:x']"]],
    ['a space in a variable', doc({ ...SOUND, Resource: 'arn:aws:s3:::b/${ aws:username}' }), undefined, ['error SpaceInVariable $.Statement[0].Resource']],
    ['a missing quote', doc({ ...SOUND, Resource: "arn:aws:s3:::b/${aws:username, 'x}" }), undefined, ['error InvalidVariableDefault $.Statement[0].Resource']],
    ['no variable at all', doc({ ...SOUND, Resource: 'arn:aws:s3:::b/${**}' }), undefined, ['error InvalidVariable $.Statement[0].Resource']],
    ['a variable in the account', doc({ ...SOUND, Resource: 'arn:aws:s3::${aws:PrincipalAccount}:b' }), undefined, ['error VariableNotAllowed $.Statement[0].Resource']],
    ['a variable in an IP address', condition('IpAddress', 'aws:SourceIp', '${aws:x}'), undefined, ["error VariableNotAllowed $.Statement[0].Condition.IpAddress['aws:SourceIp']"]],
    ['a variable in version 2008', doc({ ...SOUND, Resource: 'arn:aws:s3:::${aws:user name}' }, { Version: '2008-10-17' }), undefined, ['warning VariableWithoutVersion $.Statement[0].Resource']],
    ['escapes', doc({ ...SOUND, Resource: 'arn:aws:s3:::b/${*}${?}${$}$x' }), undefined, []],
    ['a character that IAM refuses', doc({ ...SOUND, Resource: 'arn:aws:s3:::b/日' }), undefined, ['warning UnsupportedCharacter $.Statement[0].Resource']],
    // JSON
    ['a key twice', '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', undefined, ['error DuplicateKey $.Version', 'warning EmptyDocument $.Statement']],
    ['a key twice below', `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"a:b":"1","a:b":"2"},"StringLike":{"a:c":"1"}},
      "Principal":{"AWS":"1","AWS":"2"}}}`, undefined,
    ['error DuplicateKey $.Statement.Principal.AWS', 'error DuplicateKey $.Statement.Condition.StringLike']],
  ];

  test.each(cases)('%s', (_, input, options, expected) => {
    expect(found(input, options)).toEqual(expected);
    expect(parsePolicy(input, options).document === undefined).toBe(expected.some((problem) => problem.startsWith('error')));
  });

  test('a key twice in one operator', () => {
    expect(found('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"a:b":"1","a:b":"2"}}}}'))
      .toEqual(["error DuplicateKey $.Statement.Condition.StringLike['a:b']"]);
  });

  test('all at once', () => {
    expect(found('{"Statement":[{"Effect":"allow"},{"Sid":"x y","Action":[],"Resource":7,"Condition":{"Like":{"k":[]}}}]}')).toEqual([
      'warning MissingVersion $',
      'error MissingAction $.Statement[0]', 'error MissingResource $.Statement[0]', 'error InvalidEffect $.Statement[0].Effect',
      'warning UnsupportedSid $.Statement[1].Sid', 'error MissingEffect $.Statement[1]', 'warning EmptyList $.Statement[1].Action', 'error WrongType $.Statement[1].Resource',
      'error UnknownOperator $.Statement[1].Condition.Like', 'error InvalidConditionKey $.Statement[1].Condition.Like.k', 'warning EmptyList $.Statement[1].Condition.Like.k',
    ]);
  });
});

test.each([
  ['s3://bucket/key', 'arn:aws:s3:::bucket/key'],
  ['arn:aws:s3::bucket/*', 'arn:aws:s3:::bucket/*'],
  ['arn:aws:s3:bucket', 'arn:aws:s3:::bucket'],
  ['arm:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/*'],
  ['bucket/*', 'arn:aws:s3:::bucket/*'],
])('of the resource %s the ARN that is meant is named', (Resource, meant) => {
  const { problems } = parsePolicy(doc({ ...SOUND, Resource }));
  expect(problems).toEqual([expect.objectContaining({ code: 'InvalidResource', remedy: `write Resource as an ARN, such as ${meant}` })]);
});

test('a problem in text tells its line and column, what is wrong and what to do', () => {
  expect(parsePolicy('{\n  "Version": "2012-10-17",\n  "Statement": {"Effect": "allow", "Action": "s3:*", "Resource": "*"}\n}').problems).toEqual([{
    path: '$.Statement.Effect',
    code: 'InvalidEffect',
    severity: 'error',
    message: 'Effect is "allow"; it must be "Allow" or "Deny", in this case',
    remedy: 'write "Allow" or "Deny"',
    line: 3,
    column: 27,
  }]);
});
