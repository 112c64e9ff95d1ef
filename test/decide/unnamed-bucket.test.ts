import { decide, readAccess } from '../../src';

type Json = Readonly<Record<string, unknown>>;
const doc = (...Statement: readonly Json[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const statement = (Effect: string, Resource: unknown, more: Json = {}): Json => ({ Effect, Action: 's3:GetObject', Resource, ...more });
const everybody = { Principal: '*' };
const UNKNOWN = 'arn:aws:s3:::${var.bucket}/*';
const dana = {
  aws_iam_user: { dana: { name: 'dana' } },
  aws_iam_user_policy: { dana: { user: '${aws_iam_user.dana.name}', policy: doc(statement('Allow', 'arn:aws:s3:::*/*', { Action: ['s3:GetObject'] })) } },
};
const policyOn = (bucket: string, ...statements: readonly Json[]): Json => ({ aws_s3_bucket_policy: { x: { bucket, policy: doc(...statements) } } });

/** What dana, or who isn't signed in, may read. */
function asked(resource: Json, path: string, options: { readonly anonymous?: true; readonly variables?: Readonly<Record<string, string>> } = {}) {
  const state = readAccess({ resource: options.anonymous ? resource : { ...dana, ...resource } }, { variables: options.variables ?? {} });
  return decide(state, { principal: options.anonymous ? 'anonymous' : { user: 'dana' }, action: 's3:GetObject', resource: path });
}

describe('a policy on a bucket whose name is not known may be any bucket\'s', () => {
  test('it may deny: the answer names the policy, and --var', () => {
    const { effect, allowed, unknowns } = asked(policyOn('${var.bucket}', statement('Deny', UNKNOWN, everybody)), 'data/a');
    expect([effect, allowed]).toEqual(['uncertain', false]);
    expect(unknowns).toMatchObject([{ where: 'statement 1 of bucket policy of var.bucket', reason: expect.stringMatching(/whether var\.bucket is the bucket data: .*--var/) as string }]);
  });

  test('it may allow', () => {
    expect(asked(policyOn('${var.bucket}', statement('Allow', UNKNOWN, everybody)), 'data/a', { anonymous: true }).effect).toBe('uncertain');
  });

  test('it may be that of any whatever it calls its objects', () => {
    expect(asked(policyOn('${var.bucket}', statement('Deny', '*', everybody)), 'data/a').effect).toBe('uncertain');
  });

  test('what it says of nobody who asks changes nothing', () => {
    expect(asked(policyOn('${var.bucket}', statement('Deny', UNKNOWN, { ...everybody, Action: 's3:PutObject' })), 'data/a').effect).toBe('allow');
    expect(asked(policyOn('${var.bucket}', statement('Allow', UNKNOWN, everybody)), 'data/a').effect).toBe('allow');
  });

  test('the value of the variable settles it', () => {
    const resource = policyOn('${var.bucket}', statement('Deny', UNKNOWN, everybody));
    expect(asked(resource, 'data/a', { variables: { bucket: 'data' } }).effect).toBe('explicitDeny');
    expect(asked(resource, 'data/a', { variables: { bucket: 'logs' } }).effect).toBe('allow');
  });

  test('a statement that names its bucket in so many words tells whose it is', () => {
    const resource = policyOn('${var.bucket}', statement('Deny', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], everybody), statement('Deny', UNKNOWN, everybody));
    expect(asked(resource, 'data/a').effect).toBe('explicitDeny');
    expect(asked(resource, 'logs/a').effect).toBe('allow');
  });

  test('one that names two tells nothing', () => {
    const resource = policyOn('${var.bucket}', statement('Deny', ['arn:aws:s3:::data/*', 'arn:aws:s3:::logs/*'], everybody));
    expect([asked(resource, 'data/a').effect, asked(resource, 'logs/a').effect]).toEqual(['uncertain', 'uncertain']);
  });

  test('it joins what is said of that bucket elsewhere', () => {
    const resource = {
      aws_s3_bucket: { data: { bucket: 'data' } },
      ...policyOn('${var.bucket}', statement('Deny', 'arn:aws:s3:::data/*', everybody)),
    };
    const state = readAccess({ resource: { ...dana, ...resource } });
    expect([...state.buckets.keys()]).toEqual(['data']);
    expect(state.buckets.get('data')?.policy?.document?.statements).toHaveLength(1);
  });
});

describe('a bucket that the source makes, under a name that is not known', () => {
  const made = (bucket: Json, statements: readonly Json[], others: Json = {}): Json => ({
    aws_s3_bucket: { logs: bucket, ...others }, ...policyOn('${aws_s3_bucket.logs.id}', ...statements),
  });
  const deny = statement('Deny', '${aws_s3_bucket.logs.arn}/*', everybody);

  test('two resources that make buckets make two buckets: what is asked about the other is certain', () => {
    const resource = made({ bucket: '${var.bucket}' }, [deny], { data: { bucket: 'data' } });
    expect(asked(resource, 'data/a').effect).toBe('allow');
  });

  test('a bucket that the source does not make may be that one', () => {
    expect(asked(made({ bucket: '${var.bucket}' }, [deny]), 'data/a').effect).toBe('uncertain');
    expect(asked(made({}, [deny]), 'data/a').effect).toBe('uncertain');
  });

  test('so may one that it only speaks of', () => {
    const resource = made({ bucket: '${var.bucket}' }, [deny]);
    const policies = { ...resource.aws_s3_bucket_policy as Json, data: { bucket: 'data', policy: doc(statement('Allow', 'arn:aws:s3:::data/*', everybody)) } };
    expect(asked({ ...resource, aws_s3_bucket_policy: policies }, 'data/a').effect).toBe('uncertain');
  });

  test.each<[string, Json]>([
    ['a prefix', { bucket_prefix: 'logs-' }],
    ['a text with a variable in it', { bucket: 'logs-${var.env}' }],
  ])('what is known of the name counts: %s', (_, bucket) => {
    expect([asked(made(bucket, [deny]), 'data/a').effect, asked(made(bucket, [deny]), 'logs-eu/a').effect]).toEqual(['allow', 'uncertain']);
  });

  test('a policy that is referred to under a name of its own may be that of any', () => {
    const resource = { aws_s3_bucket: { data: { bucket: 'data' } }, ...policyOn('${var.bucket}', deny) };
    expect(asked(resource, 'data/a').effect).toBe('uncertain');
  });

  test('the policy tells what the bucket is called', () => {
    const state = readAccess({ resource: made({ bucket: '${var.bucket}' }, [statement('Deny', 'arn:aws:s3:::data/*', everybody)]) });
    expect([...state.buckets.values()]).toMatchObject([{ name: 'data' }]);
    expect(state.buckets.get('data')?.unnamed).toBeUndefined();
  });

  test('asked about by its address it has its own policy', () => {
    const resource = made({ bucket: '${var.bucket}' }, [statement('Allow', '*', everybody)]);
    expect(asked(resource, 'aws_s3_bucket.logs/a', { anonymous: true }).effect).toBe('allow');
  });
});
