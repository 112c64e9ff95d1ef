/*
 * Writes what packages the review for pull requests: the workflow to copy (examples/review/github-workflow.yml), the composite action
 * (action.yml) and the CI component of GitLab (templates/access-review.yml). `npx projen review-packages` runs it; a test says when one is stale.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMENT, githubWorkflow, JUDGE, WRITE_REPORTS } from '../src/cli/init/github-workflow';
import { gitlabTemplate } from './review-packages/gitlab';

const root = join(__dirname, '..');

/** Text in a block of YAML. */
function block(script: string, indent: number): string {
  return script.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`)).join('\n');
}

const ACTION = `# Written by tools/review-packages.ts. Reviews the access that a pull request changes: docs/review.md says how it is used.
name: bucket-grants access review
description: Say exactly which access to object storage a pull request adds or takes
branding:
  icon: shield
  color: blue
inputs:
  before:
    description: What the target branch gives, a file or a folder that bucket-grants reads
    required: true
  after:
    description: What the pull request gives
    required: true
  command:
    description: The command of the target branch; that of the pull request only in a job that may do nothing but read
    default: npx bucket-grants
  allow:
    description: The file of accepted changes, where there is one
    default: access-review.yaml
  fail-on:
    description: Fail when access of this kind changes and isn't accepted, gained, lost or any
    default: gained
  comment:
    description: Whether to comment on the pull request; the job needs pull-requests write, and runs nothing of the pull request then
    default: 'false'
  github-token:
    description: What the comment is written with
    default: \${{ github.token }}
outputs:
  status:
    description: The exit status of the review, 3 where something isn't known
    value: \${{ steps.review.outputs.status }}
  report:
    description: Where the HTML report is
    value: \${{ steps.report.outputs.artifact-url }}
runs:
  using: composite
  steps:
    - id: review
      name: Write the reports
      shell: bash
      env:
        COMMAND: \${{ inputs.command }}
        BEFORE: \${{ inputs.before }}
        AFTER: \${{ inputs.after }}
        ALLOW: \${{ inputs.allow }}
        FAIL_ON: \${{ inputs.fail-on }}
      run: |
${block(WRITE_REPORTS, 8)}
    - id: report
      uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
      with:
        name: access-review
        path: access-review.html
    - name: Comment
      if: inputs.comment == 'true'
      shell: bash
      env:
        GH_TOKEN: \${{ inputs.github-token }}
        NUMBER: \${{ github.event.pull_request.number }}
        REPORT: \${{ steps.report.outputs.artifact-url }}
      run: |
${block(COMMENT, 8)}
    - name: Judge
      shell: bash
      env:
        STATUS: \${{ steps.review.outputs.status }}
      run: |
${block(JUDGE, 8)}
`;

/** Every file that packages the review, by its path. */
export const REVIEW_PACKAGES: ReadonlyMap<string, string> = new Map([
  ['action.yml', ACTION],
  ['examples/review/github-workflow.yml', githubWorkflow({
    synthesize: 'npx cdktf synth', output: 'cdktf.out', notes: ['cdktn: npx cdktn synth; Pulumi: what the page beside the original of this file says'],
  })],
  ['examples/review/gitlab-ci.yml', gitlabTemplate(undefined)],
  ['templates/access-review.yml', gitlabTemplate('component')],
]);

if (require.main === module) {
  for (const [path, text] of REVIEW_PACKAGES) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
