// The order of test files: the longest first, so that no worker waits at the end for one that began last. jest knows how long a file takes only
// where it ran before; in a fresh clone it would go by size, and the longest are short files that start terraform, npm or a server.
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const root = join(__dirname, '..');

/** What takes ten seconds and more, the longest first. */
const LONG = [
  'e2e/moto', 'e2e/terraform-configuration', 'e2e/designs', 'package/pack', 'site/site', 'package/install', 'examples/examples', 'lint/platforms',
  'shape/deploy-time-constructs', 'report/escape', 'review/folded', 'pulumi/engine', 'e2e/verify',
].map((name) => join(root, 'test', ...name.split('/')) + '.test.ts');

const rank = new Map(LONG.map((path, index) => [path, index - LONG.length]));
const longestFirst = (tests) => [...tests].sort((a, b) => (rank.get(a.path) ?? 0) - (rank.get(b.path) ?? 0));

class LongestFirst extends Sequencer {
  sort(tests) {
    return longestFirst(super.sort(tests));
  }
}

module.exports = Object.assign(LongestFirst, { LONG, longestFirst });
