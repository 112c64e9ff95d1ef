import { talk } from './talk';

const document = (statement: object) => ({ Version: '2012-10-17', Statement: [statement] });
const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::releases/*' };
const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*' };
const buckets = { releases: {}, downloads: { policy: document(everyone) } };
const source = JSON.stringify({ users: { dana: { policies: [document(list)] } }, buckets });
const explain = ['explain', '-', '--user', 'dana', '--action', 's3:ListBucket', '--resource', 'releases'];

describe('--platform', () => {
  test.each([
    [[], 'DENIED (nothing allows it)'],
    [['--platform', 'aws'], 'DENIED (nothing allows it)'],
    [['--platform', 'minio'], 'ALLOWED'],
    [['--platform', 'ceph-rgw'], 'DENIED (nothing allows it)'],
  ])('explain %j', async (more, answer) => {
    const { code, out, err } = await talk([...explain, ...more], source);
    expect([code, err, out.slice(0, out.indexOf(':'))]).toEqual([0, '', answer]);
    expect(out.includes('judged as MinIO does')).toBe(answer === 'ALLOWED');
  });

  test('matrix: a bucket policy gives signed-in users nothing on MinIO', async () => {
    const rows = async (...more: string[]) => {
      const { out } = await talk(['matrix', '-', '--format', 'json', ...more], source);
      return (JSON.parse(out) as { rows: { principal: string; bucket: string; read: string; list: string }[] }).rows
        .map(({ principal, bucket, read, list: lists }) => `${principal} ${bucket} read ${read}, list ${lists}`);
    };
    expect(await rows()).toEqual(['user dana releases read no, list no', 'user dana downloads read yes, list no', 'anonymous downloads read yes, list no']);
    expect(await rows('--platform', 'minio')).toEqual(['user dana releases read no, list yes', 'anonymous downloads read yes, list no']);
  });

  test('Selectel has no profile by its name alone, so who asks is told what to do instead', async () => {
    const said = async (...args: readonly string[]) => {
      const { code, err } = await talk(args, source);
      return { code, err: err.split('\n')[0].replace(/^.*? is invalid\. /, '') };
    };
    const why = 'Which actions and conditions selectel takes, which principals its policies name and who manages its buckets is yours to say, so it has no profile by its name alone';
    const lint = 'bucket-grants lint --platform selectel says what is certain there.';
    const judge = { code: 2, err: `${why}: in a program, write readAccess(source, { platform: selectel({ … }) }), and ask decide. ${lint}` };
    expect(await said(...explain, '--platform', 'selectel')).toEqual(judge);
    expect(await said('matrix', '-', '--platform', 'selectel')).toEqual(judge);
    expect(await said('render', 'plan.js', '--platform', 'selectel')).toEqual({
      code: 2, err: `${why}: give the plan itself the platform, accessPlan({ platform: selectel({ … }), … }), and leave --platform out. ${lint}`,
    });
    expect((await talk(['lint', '-', '--platform', 'selectel'], source)).err).toBe('');
  });

  test('one that is none is refused', async () => {
    expect(await talk([...explain, '--platform', 'mars'], source)).toMatchObject({ code: 2, err: expect.stringContaining('mars') as string });
  });
});
