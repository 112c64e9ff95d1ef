import type { Grant } from '../../src/grants';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { s3Action } from '../../src/s3/catalogue';
import { grantOptions, grants } from '../engines/grant-fixtures';
import { pretty } from './rendered';

const everyOption = Object.entries(grantOptions).flatMap(([name, options]) => Object.entries(options).map(([option, props]) => {
  const make = grants[name as keyof typeof grants] as (given: object) => Grant;
  return [`${name}: ${option}`, make(props)] as const;
}));

test.each(everyOption)('%s', (_name, grant) => {
  expect(pretty(grant)).toMatchSnapshot();
});

describe.each(everyOption)('%s', (_name, grant) => {
  test('fits into one managed policy of AWS', () => {
    expect(identityDocument([grant], { kind: 'user' }, aws()).size).toBeLessThanOrEqual(aws().limits.managedSize);
  });

  test('names each S3 action as the catalogue does, on a resource of its level, and none by a wildcard but in unrestricted access', () => {
    for (const { actions, helpful = [], resources } of grant.statements) {
      for (const action of [...actions, ...helpful].filter((one) => !one.startsWith('iam:'))) {
        if (grant.name === 'UnrestrictedAccess') {
          expect(action).toBe('*');
          continue;
        }
        const { name, level, resources: types } = s3Action(action)!;
        expect(name).toBe(action);
        for (const resource of resources) {
          // through an access point, it stands for the bucket, and its objects are below object/
          const [, ofPoint, key] = /:accesspoint\/[^/]+(\/object\/(.*))?$/.exec(resource) ?? [];
          const isPoint = resource.includes(':accesspoint/');
          const onObjects = isPoint ? ofPoint !== undefined && key !== undefined : resource.includes('/');
          const needed = `${isPoint ? 'accesspoint' : ''}${onObjects ? 'object' : isPoint ? '' : 'bucket'}`;
          expect({ action, resource, fits: resource === '*' ? level === 'none' : types.includes(needed) }).toMatchObject({ fits: true });
        }
      }
    }
  });

  test('has conditions on keys only that each of its actions knows', () => {
    for (const { actions, helpful = [], conditions = [] } of grant.statements) {
      for (const { key } of conditions.filter((one) => one.key.startsWith('s3:'))) {
        for (const action of [...actions, ...helpful]) {
          const known = s3Action(action)!.conditionKeys.map((one) => one.replace(/\/.*/, '').toLowerCase());
          expect({ action, key, known: known.includes(key.replace(/\/.*/, '').toLowerCase()) }).toEqual({ action, key, known: true });
        }
      }
    }
  });

  test('has sids that are its own', () => {
    for (const { sid } of grant.statements) expect(sid).toMatch(new RegExp(`^${grant.name}[A-Za-z]*$`));
    expect(new Set(grant.statements.map(({ sid }) => sid)).size).toBe(grant.statements.length);
  });
});
