import * as sets from '../../src/s3/bucket-actions';
import { s3Action, s3Actions } from '../../src/s3/catalogue';

const { ACCESS_MANAGEMENT, BUCKET_LIFE, bucketActionsBut, DESTROYING, KEY_LISTING, OBJECT_TAGGING, objectActionsBut, REPLACING } = sets;

test.each(Object.entries({ ACCESS_MANAGEMENT, BUCKET_LIFE, DESTROYING, KEY_LISTING, OBJECT_TAGGING, REPLACING }))(
  '%s is sorted and written as the catalogue writes it', (_name, actions) => {
    for (const action of actions) expect(s3Action(action)?.name).toBe(action);
    expect([...actions].sort()).toEqual(actions);
    expect(new Set(actions).size).toBe(actions.length);
  });

test('with nothing left out, it is every action on a bucket or on objects', () => {
  const all = [...bucketActionsBut(), ...objectActionsBut()];
  expect(new Set(all)).toEqual(new Set(s3Actions().filter(({ resources }) => resources.includes('bucket') || resources.includes('object')).map(({ name }) => name)));
  expect(bucketActionsBut().filter((action) => objectActionsBut().includes(action))).toEqual([]);
});

test('what is left out is out, and nothing else', () => {
  expect(bucketActionsBut(KEY_LISTING, BUCKET_LIFE)).toHaveLength(bucketActionsBut().length - KEY_LISTING.length - BUCKET_LIFE.length);
});

test('all that is called delete destroys, and so does all that bypasses', () => {
  const all = [...bucketActionsBut(), ...objectActionsBut()];
  expect(all.filter((action) => /^s3:(?!Get).*(Delete|Bypass|Lifecycle|Replicate)/.test(action) && !DESTROYING.includes(action))).toEqual([]);
});

// A new action in the catalogue turns this red: say for each what it is before it is given to anybody.
test('permissions management of a bucket and its objects is access management, but for the bypass of a retention', () => {
  const managing = [...bucketActionsBut(), ...objectActionsBut()].filter((action) => s3Action(action)?.access === 'Permissions management');
  expect(managing.filter((action) => !ACCESS_MANAGEMENT.includes(action))).toEqual(['s3:BypassGovernanceRetention']);
});
