/*
 * How many decisions a second one core makes: the same principal again and again, and cold, where every decision compiles a state of its own.
 * Rates are by processor time of the process, so that waiting for other work on the machine doesn't count.
 * Run: npx tsx bench/decide.bench.ts
 */
import { compileState, decide, decideEffect, type AccessRequest, type AccessState, type NamedPolicy, type UserAccess } from 'bucket-grants';

const TARGETS = { warm: 500_000, cold: 20_000 };

/** Twenty statements as people write them: prefixes, listing with a condition, home folders by variable, a few denials. */
function policies(user: number): readonly NamedPolicy[] {
  return [0, 1, 2, 3].map((part) => ({
    name: `user u${user}, policy ${part}`,
    document: {
      version: '2012-10-17',
      statements: [
        { sid: `Read${part}`, effect: 'Allow', actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-${part}/public/*`] },
        { sid: `Write${part}`, effect: 'Allow', actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resources: [`arn:aws:s3:::bucket-${part}/team-${user % 7}/*`] },
        { sid: `Home${part}`, effect: 'Allow', actions: ['s3:*Object'], resources: [`arn:aws:s3:::bucket-${part}/home/\${aws:username}/*`] },
        {
          sid: `List${part}`,
          effect: 'Allow',
          actions: ['s3:ListBucket'],
          resources: [`arn:aws:s3:::bucket-${part}`],
          conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['public/*', 'home/${aws:username}/*'] }],
        },
        {
          sid: `Deny${part}`,
          effect: 'Deny',
          actions: ['s3:Delete*'],
          resources: [`arn:aws:s3:::bucket-${part}/*/locked/*`],
          conditions: [{ operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['192.0.2.0/24'] }],
        },
      ],
    },
  }));
}

function stateOf(users: number): AccessState {
  const all = new Map<string, UserAccess>();
  for (let user = 0; user < users; user++) all.set(`u${user}`, { name: `u${user}`, policies: policies(user), groups: [] });
  const buckets = new Map([0, 1, 2, 3].map((part) => [`bucket-${part}`, {
    name: `bucket-${part}`,
    policy: {
      name: `bucket bucket-${part}, bucket policy`,
      document: {
        version: '2012-10-17' as const,
        statements: [{ sid: 'Https', effect: 'Deny' as const, principals: '*' as const, actions: ['s3:*'], resources: [`arn:aws:s3:::bucket-${part}`, `arn:aws:s3:::bucket-${part}/*`], conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }] }],
      },
    },
  }]));
  return { account: '111122223333', users: all, groups: new Map(), roles: new Map(), buckets, unknowns: [] };
}

function requests(user: number): readonly AccessRequest[] {
  const principal = { user: `u${user}` };
  const context = { 'aws:SecureTransport': true, 'aws:SourceIp': '192.0.2.7' };
  return [
    { principal, action: 's3:GetObject', resource: 'bucket-1/public/a.txt' },
    { principal, action: 's3:GetObject', resource: 'bucket-2/private/a.txt', context },
    { principal, action: 's3:PutObject', resource: `bucket-3/team-${user % 7}/2026/a.bin`, context },
    { principal, action: 's3:PutObject', resource: `bucket-0/home/u${user}/a.bin`, context },
    { principal, action: 's3:DeleteObject', resource: 'bucket-0/x/locked/a.bin', context },
    { principal, action: 's3:ListBucket', resource: 'bucket-2', context: { ...context, 's3:prefix': 'public/2026/' } },
  ];
}

function measure(name: string, target: number | undefined, seconds: number, run: (turn: number) => void): void {
  for (let turn = 0; turn < 2000; turn++) run(turn);
  const start = process.cpuUsage();
  let turns = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let i = 0; i < 500; i++) run(turns++);
    const { user, system } = process.cpuUsage(start);
    elapsed = (user + system) / 1e6;
  }
  const rate = Math.round(turns / elapsed);
  console.log(`${name.padEnd(66)} ${rate.toLocaleString('en').padStart(11)} /s${target === undefined ? '' : `   target ${target.toLocaleString('en')} ${rate >= target ? 'met' : 'MISSED'}`}`);
}

/** How fast this core is at the moment, in simple steps: an idle one makes a step in four or five cycles, a shared one in many more. */
function stepsPerSecond(): number {
  const steps = 2e8;
  const start = process.cpuUsage();
  let x = 1;
  for (let i = 0; i < steps; i++) x = Math.imul(x + i, 31);
  const { user, system } = process.cpuUsage(start);
  return x === 0 ? 0 : Math.round((steps / (user + system)) * 1e6);
}

stepsPerSecond();
console.log(`${'this core at the moment, simple steps'.padEnd(66)} ${stepsPerSecond().toLocaleString('en').padStart(11)} /s`);
const warm = compileState(stateOf(1));
const asked = requests(0);
measure('decideEffect, one principal, 20 statements and a bucket policy', TARGETS.warm, 2, (turn) => decideEffect(warm, asked[turn % asked.length]));
measure('decide (explanation not read)', TARGETS.warm, 2, (turn) => decide(warm, asked[turn % asked.length]));
const same = stateOf(1);
measure('decide on the access state itself', TARGETS.warm, 2, (turn) => decide(same, asked[turn % asked.length]));
measure('decide with every statement explained', undefined, 2, (turn) => decide(warm, asked[turn % asked.length]).toJSON());
// before the large state: in a process that keeps 5,000 compiled principals, the engine takes short-lived ones for long-lived too and collects them late
measure('cold: a new state, compiled, one decision', TARGETS.cold, 2, (turn) => {
  const state = { ...same };
  decide(state, asked[turn % asked.length]);
});
const large = compileState(stateOf(5000));
const many = Array.from({ length: 5000 }, (_, user) => requests(user)[user % 6]);
measure('decide over 5,000 users in turn', undefined, 2, (turn) => decide(large, many[turn % many.length]));
