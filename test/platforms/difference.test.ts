import * as fc from 'fast-check';
import { aws } from '../../src';
import { runs } from '../runs';
import { bucketGrantsOn, bucketGuardsOn, grantsOn, guardsOn } from './deliveries';
import { difference, onAws, patched } from './difference';

const texts = fc.array(fc.constantFrom('"Sid":"Own",', '"a",', '"b",', '"Action":[', '{', '= 1', '- x', '+ x', ''), { maxLength: 12 }).map((some) => some.join(''));

test('a difference and what it is to give back the whole text', () => {
  fc.assert(fc.property(texts, texts, (own, ofAws) => { expect(patched(difference(own, ofAws), ofAws)).toBe(own); }), { numRuns: runs(1000) });
});

describe('on AWS, to which other platforms are compared', () => {
  test.each(onAws(grantsOn(aws())))('the grant %s', (_, by) => expect(by).toMatchSnapshot());
  test.each(onAws(guardsOn(aws())))('the guard %s, on a user', (_, by) => expect(by).toMatchSnapshot());
  test.each(onAws(bucketGuardsOn(aws())))('the guard %s, on a bucket', (_, by) => expect(by).toMatchSnapshot());
  test('the grants to somebody outside', () => expect(bucketGrantsOn(aws()).map(([name, own]) => `${name}: ${JSON.stringify(own)}`)).toMatchSnapshot());
});
