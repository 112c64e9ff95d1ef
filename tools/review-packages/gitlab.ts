import { MARKER } from '../../src/cli/init/github-workflow';

/** Writes the note of the review, or edits the one that is there. Node, since the image has no jq. */
export const NOTE_SCRIPT = `const { readFileSync } = require('node:fs');
const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, REVIEW_TOKEN, CI_JOB_URL } = process.env;
const marker = '${MARKER}';
const notes = CI_API_V4_URL + '/projects/' + CI_PROJECT_ID + '/merge_requests/' + CI_MERGE_REQUEST_IID + '/notes';
const call = async (url, method, body) => {
  const headers = { 'PRIVATE-TOKEN': REVIEW_TOKEN, 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify({ body }) }) });
  if (!answer.ok) throw new Error(method + ' ' + url + ': ' + answer.status);
  return answer.json();
};
(async () => {
  const me = (await call(CI_API_V4_URL + '/user', 'GET')).id;
  let own;
  for (let page = 1; own === undefined; page++) {
    const some = await call(notes + '?per_page=100&page=' + page, 'GET');
    own = some.find((note) => note.author.id === me && note.body.startsWith(marker));
    if (some.length < 100) break;
  }
  const link = '[The whole report, to search and filter](' + CI_JOB_URL + '/artifacts/file/access-review.html)';
  const text = marker + '\\n' + readFileSync('access-review.markdown', 'utf8') + '\\n' + link + '\\n';
  await (own === undefined ? call(notes, 'POST', text) : call(notes + '/' + own.id, 'PUT', text));
})().catch((error) => { console.error(error.message); process.exitCode = 1; });`;

const indented = (script: string, indent: number) => script.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`)).join('\n');

/** The jobs of GitLab, as a file to include, or as a CI component with inputs. */
export function gitlabTemplate(form: 'component' | undefined): string {
  const input = (name: string, value: string) => (form === 'component' ? `$[[ inputs.${name} ]]` : value);
  const spec = `# Written by tools/review-packages.ts. A CI component: include it with "component:", as docs/review.md says.
spec:
  inputs:
    synthesize:
      description: The command that synthesizes into the folder that it is given
      default: npx cdktf synth --output
    fail-on:
      description: Fail when access of this kind changes and isn't accepted
      options: [gained, lost, any]
      default: gained
    image:
      description: The image that the jobs run in, with Node and Git
      default: node:22-bookworm
---
`;
  return `${form === 'component' ? spec : ''}# ${form === 'component' ? 'Reviews' : 'Include it from .gitlab-ci.yml. Reviews'} the access that each merge request adds or takes: the HTML report is an artifact, the Markdown
# report a note where REVIEW_TOKEN (a project access token with the scope api, masked) is there, and the job fails when anybody gains access
# that isn't accepted in access-review.yaml.
.access-review:
  image: ${input('image', 'node:22-bookworm')}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"

synthesize-before:
  extends: .access-review
  stage: build
  variables:
    GIT_DEPTH: "0"
    GIT_STRATEGY: clone
  script:
    - git checkout --quiet "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
    - |
      if [ -f package-lock.json ]; then
        npm ci
        ${input('synthesize', 'npx cdktf synth --output')} before
      else
        # nobody has anything where there is no program yet
        mkdir before
        echo '{}' > before/cdk.tf.json
      fi
  artifacts:
    paths: [before]
    expire_in: 1 day

synthesize-after:
  extends: .access-review
  stage: build
  script:
    - npm ci
    - ${input('synthesize', 'npx cdktf synth --output')} after
  artifacts:
    paths: [after]
    expire_in: 1 day

access-review:
  extends: .access-review
  stage: test
  needs: [synthesize-before, synthesize-after]
  variables:
    GIT_DEPTH: "0"
  script:
    - |
      if [ -f access-review.yaml ]; then cp access-review.yaml accepted.yaml; else echo 'accepted: []' > accepted.yaml; fi
    - git checkout --quiet --force "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
    - |
      # the first merge request brings the command in: it runs then, without the token that may write
      if ! { [ -f package-lock.json ] && grep -q '"node_modules/bucket-grants"' package-lock.json; }; then
        git checkout --quiet --force "$CI_COMMIT_SHA"
        unset REVIEW_TOKEN
      fi
      npm ci --ignore-scripts
      for format in markdown html; do
        npx bucket-grants review before after --allow accepted.yaml --format "$format" --out "access-review.$format" || [ $? -ne 2 ]
      done
      if [ -n "\${REVIEW_TOKEN:-}" ]; then
        node - <<'SCRIPT'
${indented(NOTE_SCRIPT, 6)}
      SCRIPT
      fi
    - npx bucket-grants review before after --allow accepted.yaml --fail-on ${input('fail-on', 'gained')}
  artifacts:
    when: always
    expose_as: access review
    paths: [access-review.html]
  allow_failure:
    # inconclusive: somebody has to look
    exit_codes: [3]
`;
}
