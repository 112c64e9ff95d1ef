/** What a workflow has to know of a project. */
export interface WorkflowProject {
  /** The command that synthesizes into the folder, or writes the file, that is reviewed. */
  readonly synthesize: string;
  /** What is written: a folder or a file, from the root of the repository. */
  readonly output: string;
  /** Comments above that command. */
  readonly notes: readonly string[];
}

const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const SETUP_NODE = 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0';
const UPLOAD = 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0';
const DOWNLOAD = 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1';

/** The merge commit with its first parent, which is the target branch that it was merged into. */
const MERGE = `      - uses: ${CHECKOUT}
        with:
          fetch-depth: 2
          persist-credentials: false`;
const NODE = `      - uses: ${SETUP_NODE}
        with:
          node-version: 22`;

/** What begins the comment, so that it is found again. */
export const MARKER = '<!-- bucket-grants: access review -->';

/** Writes the reports, and how the review ended into the outputs of the step. */
export const WRITE_REPORTS = `allow=()
if [ -f "$ALLOW" ]; then allow=(--allow "$ALLOW"); fi
for format in markdown html; do
  $COMMAND review "$BEFORE" "$AFTER" "\${allow[@]}" --format "$format" --out "access-review.$format" || [ $? -ne 2 ]
done
status=0
$COMMAND review "$BEFORE" "$AFTER" "\${allow[@]}" --fail-on "$FAIL_ON" || status=$?
echo "status=$status" >> "$GITHUB_OUTPUT"
cat access-review.markdown >> "$GITHUB_STEP_SUMMARY"`;

/** Writes the comment, or edits the one that is there. */
export const COMMENT = `marker='${MARKER}'
{
  printf '%s\\n' "$marker"
  cat access-review.markdown
  if [ -n "$REPORT" ]; then printf '\\n[The whole report, to search and filter](%s)\\n' "$REPORT"; fi
} > access-review.comment
comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
id=$(gh api --paginate "$comments" --jq ".[] | select(.user.login == \\"github-actions[bot]\\" and (.body | startswith(\\"$marker\\"))) | .id" | head -n 1)
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@access-review.comment
else
  gh api --silent --method POST "$comments" --field body=@access-review.comment
fi`;

/** Fails where access is gained that nobody accepted; what can't be determined is a warning, since somebody has to look. */
export const JUDGE = `case "$STATUS" in
  0) ;;
  3) echo "::warning title=Access review::what changes depends on something that isn't known: see the report" ;;
  *) exit "$STATUS" ;;
esac`;

const PACKAGE = 'node_modules/bucket-grants';

/** The workflow of GitHub that reviews the access that a pull request changes. */
export function githubWorkflow({ synthesize, output, notes }: WorkflowProject): string {
  const name = output.split('/').at(-1) ?? output;
  return `# Copy to .github/workflows/access-review.yml. Comments on each pull request with exactly the access that it adds or takes, keeps the HTML
# report, and fails when anybody gains access that isn't accepted in access-review.yaml.
name: access review
on: pull_request

permissions: {}

concurrency:
  group: access-review-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  # Runs the code of the pull request, so it may do nothing but read.
  synthesize:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
    strategy:
      matrix:
        side: [before, after]
    steps:
${MERGE}
      - name: The target branch as it is merged into
        if: matrix.side == 'before'
        run: git checkout --quiet --detach HEAD^1
${NODE}
      - name: Synthesize
${notes.map((note) => `        # ${note}\n`).join('')}        run: |
          mkdir -p sides
          if [ -f package-lock.json ]; then
            npm ci
            ${synthesize}
            cp -r ${output} sides/
          else
            echo '{}' > sides/nothing.json
          fi
          # the accepted changes come with the change
          if [ -f access-review.yaml ]; then cp access-review.yaml sides/; fi
      - uses: ${UPLOAD}
        with:
          name: \${{ matrix.side }}
          path: sides
          if-no-files-found: error
          retention-days: 1

  # Whether the target branch has the command, which alone may run where comments are written.
  target:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    outputs:
      has-command: \${{ steps.look.outputs.has-command }}
    steps:
${MERGE}
      - id: look
        name: Look for the command
        run: |
          git checkout --quiet --detach HEAD^1
          if [ -f package-lock.json ] && grep -q '"${PACKAGE}"' package-lock.json; then has=true; else has=false; fi
          echo "has-command=$has" >> "$GITHUB_OUTPUT"

  # May comment, so it runs nothing of the pull request: the command is the one that the target branch has installed.
  review:
    needs: [synthesize, target]
    if: needs.target.outputs.has-command == 'true'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write
    steps:
${MERGE}
      - run: git checkout --quiet --detach HEAD^1
${NODE}
      - run: npm ci --ignore-scripts
${reviewSteps(name)}
      - name: Comment
        # a fork's token may not write; the report is in the summary then
        if: github.event.pull_request.head.repo.full_name == github.repository
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
          REPORT: \${{ steps.report.outputs.artifact-url }}
        run: |
${indented(COMMENT)}
      - name: Judge
        env:
          STATUS: \${{ steps.review.outputs.status }}
        run: |
${indented(JUDGE)}

  # The first pull request, which brings the command in: it is that of the pull request, so it may only read, and the report is in the summary.
  first-review:
    needs: [synthesize, target]
    if: needs.target.outputs.has-command == 'false'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
${MERGE}
${NODE}
      - run: npm ci --ignore-scripts
${reviewSteps(name)}
`;
}

function reviewSteps(name: string): string {
  return `      - uses: ${DOWNLOAD}
        with:
          path: sides
      - id: sides
        name: Name what is compared
        run: |
          for side in before after; do
            if [ -f "sides/$side/nothing.json" ]; then path="sides/$side/nothing.json"; else path="sides/$side/${name}"; fi
            echo "$side=$path" >> "$GITHUB_OUTPUT"
          done
      - id: review
        name: Write the reports
        env:
          COMMAND: npx bucket-grants
          BEFORE: \${{ steps.sides.outputs.before }}
          AFTER: \${{ steps.sides.outputs.after }}
          ALLOW: sides/after/access-review.yaml
          FAIL_ON: gained
        run: |
${indented(WRITE_REPORTS)}
      - id: report
        uses: ${UPLOAD}
        with:
          name: access-review
          path: access-review.html`;
}

function indented(script: string): string {
  return script.split('\n').map((line) => (line === '' ? '' : `          ${line}`)).join('\n');
}
